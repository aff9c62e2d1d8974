"""Texts of several speeches as one, with marks where they differ."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import NamedTuple

from speechgen.revise.variants.marks import only_if
from speechgen.revise.variants.roles import Roles, Token
from speechgen.revise.variants.table import Table

# Texts with more pairs of tokens that are the same are not compared: where a text repeats itself,
# difflib takes as many steps for each match. 750 characters of a speech have 5,500.
_MOST_PAIRS = 10_000
_LEAST_SHARED = 0.4  # of a text; where less is the same in all, all of it is one value
_LONGEST_WORD = 12  # characters of a difference that is but a word
_MARKS = re.compile("[，。；：、！？,;:!?]")


class Stretch(NamedTuple):
    """What a text says next: in all speeches the same (``same``), a role, or in each its own."""

    same: str = ""
    role: str = ""
    own: Mapping[int, str] | None = None


class Texts:
    """Puts texts together; ``table`` gets what differs."""

    def __init__(self, roles: list[Roles], table: Table) -> None:
        self._roles = roles
        self._table = table

    def merged(self, texts: Mapping[int, str], named: str = "") -> str:
        """One text for those of some speeches; some may be empty.

        ``named`` is what it is called if it has nothing in common.
        """
        said = {number: text for number, text in texts.items() if text}
        if not said:
            return ""
        stretches = self.compared(said)
        if len(said) == len(texts) and (shared(stretches) or not named):
            return self.written(stretches)
        if len(said) == 1 or not shared(stretches):
            return self.whole(texts, named)
        words = next(iter(said.values()))
        condition = self._table.condition(frozenset(said), frozenset(texts), words)
        return only_if(condition, self.written(stretches))

    def compared(self, texts: Mapping[int, str]) -> list[Stretch]:
        """What texts, none of them empty, have in common and what not."""
        return _evened(self._stretches(texts), texts)

    def whole(self, texts: Mapping[int, str], named: str = "") -> str:
        """A mark for texts that have nothing in common."""
        return self._table.value(texts, named)

    def written(self, stretches: list[Stretch]) -> str:
        """The text, with a mark for each difference."""
        found, before, taken = "", "", 0  # so much of what follows belongs to a value
        for index, stretch in enumerate(stretches):
            if stretch.own is None:
                before, taken = stretch.same[taken:], 0
                found += self._table.role(stretch.role) if stretch.role else before
                continue
            after = stretches[index + 1].same if index + 1 < len(stretches) else ""
            mark, left, taken = self._mark(stretch.own, before, after)
            found = found[: len(found) - left]
            found += mark or self._table.add(stretch.own, found, after)
        return found

    def _mark(self, own: Mapping[int, str], before: str, after: str) -> tuple[str, int, int]:
        """The mark of a value that is known, as it stands or with the character before or behind:
        云溪|青岚 before 县 is the place; and how many of either it takes. Nothing else.
        """
        for left, right in (("", ""), ("", after[:1]), (before[-1:], "")):
            values = {number: left + value + right for number, value in own.items()}
            mark = self._table.known(values, before, after[len(right) :])
            if mark:
                return mark, len(left), len(right)
        return "", 0, 0

    def _stretches(self, texts: Mapping[int, str]) -> list[Stretch]:
        """The texts in stretches that are the same, and those between them."""
        tokens = {number: list(self._roles[number].tokens(text)) for number, text in texts.items()}
        first, *others = tokens
        places = [dict(_matches(tokens[first], tokens[other])) for other in others]
        found: list[Stretch] = []
        start = dict.fromkeys(tokens, 0)
        for index, token in enumerate(tokens[first]):
            if not all(index in place for place in places):
                continue
            at = {first: index} | {o: p[index] for o, p in zip(others, places, strict=True)}
            found += _between(tokens, start, at)
            found.append(Stretch(role=token.role) if token.role else Stretch(token.text))
            start = {number: place + 1 for number, place in at.items()}
        found += _between(tokens, start, {n: len(pieces) for n, pieces in tokens.items()})
        return _joined(found)


def shared(stretches: list[Stretch]) -> bool:
    """Whether the texts that were compared have anything in common."""
    return len(stretches) > 1 or stretches[0].own is None


def _matches(one: list[Token], other: list[Token]) -> Iterator[tuple[int, int]]:
    """Which tokens of two texts are the same, in order."""
    a, b = [token.key for token in one], [token.key for token in other]
    begin = _same(a, b)
    end = _same(a[begin:][::-1], b[begin:][::-1])
    yield from ((n, n) for n in range(begin))
    inner_a, inner_b = a[begin : len(a) - end], b[begin : len(b) - end]
    if _pairs(inner_a, inner_b) <= _MOST_PAIRS:
        for block in SequenceMatcher(None, inner_a, inner_b, autojunk=False).get_matching_blocks():
            yield from ((begin + block.a + n, begin + block.b + n) for n in range(block.size))
    yield from ((len(a) - n, len(b) - n) for n in range(end, 0, -1))


def _pairs(one: list[str], other: list[str]) -> int:
    """How many pairs of keys there are that are the same."""
    counts = Counter(other)
    return sum(many * counts[key] for key, many in Counter(one).items())


def _same(one: list[str], other: list[str]) -> int:
    """With how many keys two lists begin that are the same."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _between(
    tokens: Mapping[int, list[Token]], start: Mapping[int, int], end: Mapping[int, int]
) -> Iterator[Stretch]:
    """What each text says between two places; nothing if none says anything."""
    own = {n: "".join(t.text for t in tokens[n][start[n] : end[n]]) for n in tokens}
    if len(set(own.values())) > 1:
        yield Stretch(own=own)
    elif any(own.values()):
        yield Stretch(next(iter(own.values())))


def _joined(stretches: list[Stretch]) -> list[Stretch]:
    """The stretches, those that are the same and follow each other made one."""
    found: list[Stretch] = []
    for stretch in stretches:
        if found and found[-1].same and stretch.same:
            found[-1] = Stretch(found[-1].same + stretch.same)
        else:
            found.append(stretch)
    return found


def _evened(stretches: list[Stretch], texts: Mapping[int, str]) -> list[Stretch]:
    """The stretches without what is the same by chance; all one where too little is the same."""
    found: list[Stretch] = []
    for run in _runs(stretches):
        found += [_as_one(group) for group in _groups(run)]
    length = sum(map(len, texts.values())) / len(texts)
    same = sum(len(stretch.same) for stretch in found) + 2 * sum(bool(s.role) for s in found)
    return found if same >= _LEAST_SHARED * length else [Stretch(own=texts)]


def _runs(stretches: list[Stretch]) -> Iterator[list[Stretch]]:
    """The stretches, differences together that have no more than a character between them."""
    run: list[Stretch] = []
    for index, stretch in enumerate(stretches):
        follows = stretches[index + 1] if index + 1 < len(stretches) else Stretch()
        between = run and len(stretch.same) == 1 and follows.own is not None
        if stretch.own is not None or between:
            run.append(stretch)
            continue
        yield from filter(None, (run, [stretch]))
        run = []
    yield from filter(None, (run,))


def _groups(run: list[Stretch]) -> Iterator[list[Stretch]]:
    """The differences of a run that are one each; what is the same inside of one is chance.

    A mark between two names is none, nor is the unit behind a figure (4起7人).
    """
    if len(run) == 1 or any(_longest(stretch) > _LONGEST_WORD for stretch in run):
        yield run
        return
    group: list[Stretch] = []
    for stretch in run:
        if stretch.own is None and (_MARKS.match(stretch.same) or _is_figure(group[-1])):
            yield from (group, [stretch])
            group = []
        else:
            group.append(stretch)
    yield group


def _longest(stretch: Stretch) -> int:
    return max(map(len, (stretch.own or {0: ""}).values()))


def _is_figure(stretch: Stretch) -> bool:
    return all(value[-1:].isdecimal() for value in (stretch.own or {0: ""}).values())


def _as_one(run: list[Stretch]) -> Stretch:
    """A run as one stretch."""
    first = next((stretch.own for stretch in run if stretch.own is not None), None)
    if first is None:
        return run[0]
    return Stretch(
        own={n: "".join(s.same if s.own is None else s.own[n] for s in run) for n in first}
    )
