"""Lists inside a paragraph: numbered ones, and series that are parted alike."""

import re
from collections.abc import Iterator

from speechgen.document.holes import ends_in_mark
from speechgen.document.numbers import parse_number_style
from speechgen.revise.counts import announced, count_in
from speechgen.revise.draft import Item, Listing
from speechgen.revise.inline import Mark, find_inline
from speechgen.revise.labels import number_of
from speechgen.revise.sentences import ends_sentence, last_sentence, sentences

_LONGEST_LEAD = 40
_MORE_LISTS = 2  # in a paragraph, after the first; a paragraph of many is none that anybody spoke
PROBLEMS = re.compile(r"问题|不足|差距|短板|弊|患|毛病|病症|薄弱")
_TAIL = re.compile(r"[一二两三四五六七八九十]者|这[一二两三四五六七八九十]|以上|总之|上述|总的")
_TERM = re.compile(r"“[^“”]{2,8}”(?:是|就是)")
_FIRST_TERM = re.compile(r"(?:^|(?<=[，,：:]))(?:其中[，,]?)?(?=“[^“”]{2,8}”(?:是|就是))")
_LEAST_TERMS = 3
_VIEW = re.compile("(?:^|(?<=[。；;：:！？，,]))从[^，,。：:；;]{1,8}(?:看|来看|来说|来讲)[，,：:]")
_LEAST_VIEWS = 2
_NUMERALS = re.compile("[二两三四五六七八九十]")


def listing_in(text: str, more: int = _MORE_LISTS) -> Listing | None:
    """The paragraph as a list, if a list stands in it that can be printed again as it is.

    ``more`` lists may follow in what stands behind it.
    """
    marks = find_inline(text)
    found = _numbered(text, marks) if marks else _terms(text) or _clauses(text) or _views(text)
    if found is None or not all(_ends_well(item) for item in found.items):
        return None
    if isinstance(found.tail, str) and found.tail and more:
        found.tail = listing_in(found.tail, more - 1) or found.tail
    _drop_marks(found.items, found.numbering)
    finish_list(found)
    return found


def finish_list(listing: Listing) -> None:
    """Name the kind of a list after its lead-in, and compute the number that that announces."""
    if isinstance(listing.lead_in, str):
        said = last_sentence(listing.lead_in)
        colon = listing.lead_in.endswith(("：", ":"))
        listing.name = "problems" if colon and PROBLEMS.search(said) else "points"
        many = announced(listing.lead_in)
        counted = count_in(listing.lead_in, len(listing.items), "items")
        if counted:
            listing.lead_in = counted
        elif many is not None and many not in (1, len(listing.items)):
            listing.announced = many


def _numbered(text: str, marks: list[Mark]) -> Listing | None:
    ends = [mark.start for mark in marks[1:]] + [len(text)]
    said = [text[mark.end : end].rstrip() for mark, end in zip(marks, ends, strict=True)]
    said[-1], second = _without_second(said[-1], marks[0].label.family)
    said[-1], tail = (said[-1], second) if second else _without_tail(said)
    style = _style(marks)
    typed = [mark.label.printed if style == "none" else "" for mark in marks]
    items = [_item(label + one) for label, one in zip(typed, said, strict=True)]
    lead_in = text[: marks[0].start].rstrip()
    if "\n" in lead_in or not all(any(map(str.isalnum, one)) for one in said):
        return None  # a list in the next paragraph; numbers that nothing follows
    return Listing("points", style, items, lead_in, inline=True, tail=tail)


def _without_second(said: str, family: str) -> tuple[str, str]:
    """The last item without a second list behind it, with the sentence that leads in to that.

    It is one where it counts as the first does, or where the lead-in announces its number.
    """
    marks = find_inline(said)
    start = len(said[: marks[0].start]) if marks else 0
    before = sentences(said[:start])
    if len(before) < 2 or not ends_sentence(before[-2]):
        return said, ""
    if marks[0].label.family != family and announced(before[-1]) != len(marks):
        return said, ""
    cut = start - len(before[-1])
    return said[:cut], said[cut:]


def _style(marks: list[Mark]) -> str:
    """The number style that prints all these labels, else none: they are typed then."""
    try:
        style = parse_number_style(marks[0].label.style)
        labels = [style.label(n) for n, _ in enumerate(marks, 1)]
    except ValueError:
        return "none"
    return style.first if labels == [mark.label.printed for mark in marks] else "none"


def _without_tail(said: list[str]) -> tuple[str, str]:
    """The last item without what follows the list.

    Where every item is one sentence, or a part of one, so is the last; else only what sums up is
    taken for a tail (三者缺一不可).
    """
    last = sentences(said[-1])
    single = all(len(sentences(one)) == 1 for one in said[:-1])
    if single and len(last) > 1 and all(ends_in_mark(one) for one in said[:-1]):
        return last[0], "".join(last[1:])
    for index in range(1, len(last)):
        if _TAIL.match(last[index]):
            return "".join(last[:index]), "".join(last[index:])
    return said[-1], ""


def _item(said: str) -> Item:
    """An item: its first sentence is its lead where more follows."""
    first, *rest = said.split("\n")
    pieces = sentences(first)
    if len(pieces) > 1 and len(pieces[0]) <= _LONGEST_LEAD:
        return Item(pieces[0], ["".join(pieces[1:]), *rest])
    return Item("", [first, *rest])


def _ends_well(item: Item) -> bool:
    """Whether it ends in a mark: else one would be printed that nobody wrote."""
    texts = [item.lead, *item.text]
    return ends_in_mark(texts[-1]) and (not item.lead or ends_in_mark(item.lead))


def _drop_marks(items: list[Item], numbering: str) -> None:
    """Take away the marks that are printed by themselves."""
    for number, item in enumerate(items, 1):
        item.lead = without_mark(item.lead, "。")
        own = "。" if number == len(items) else "；"
        item.text[-1] = without_mark(item.text[-1], own)


def without_mark(text: str, mark: str) -> str:
    """A text without its end mark, if it is that one and will be printed by itself."""
    bare = text.removesuffix(mark)
    return text if not bare or ends_in_mark(bare) or bare != bare.rstrip() else bare


def _terms(text: str) -> Listing | None:
    """Three or more sentences in a row that each explain a coined term: “三遍访”是…"""
    pieces = sentences(text)
    for start, piece in enumerate(pieces):
        first = _FIRST_TERM.search(piece)
        if first is None:
            continue
        end = start + 1
        while end < len(pieces) and _TERM.match(pieces[end]):
            end += 1
        if end - start >= _LEAST_TERMS:
            before = "".join(pieces[:start]) + piece[: first.end()]
            items = [Item("", [one]) for one in (piece[first.end() :], *pieces[start + 1 : end])]
            tail = "".join(pieces[end:])
            return Listing("points", "none", items, before, inline=True, tail=tail)
    return None


def _clauses(text: str) -> Listing | None:
    """Clauses parted by ； after a colon, as many as are announced; two must begin alike."""
    before = ""
    pieces = sentences(text)
    for index, piece in enumerate(pieces):
        for colon in _colons(piece):
            clauses = re.split("(?<=[；;])", piece[colon:])
            alike = len(clauses) > 2 or len({clause[:1] for clause in clauses}) == 1
            if len(clauses) > 1 and alike and _names(piece[:colon], len(clauses)):
                items = [Item("", [clause]) for clause in clauses]
                tail = "".join(pieces[index + 1 :])
                lead_in = before + piece[:colon]
                return Listing("points", "none", items, lead_in, inline=True, tail=tail)
        before += piece
    return None


def _views(text: str) -> Listing | None:
    """从思想上看：…；从行动上看：…: what is seen from two sides or more, sentence by sentence."""
    starts = [found.start() for found in _VIEW.finditer(text)]
    if len(starts) < _LEAST_VIEWS:
        return None
    ends = [*starts[1:], len(text)]
    said = [text[start:end].rstrip() for start, end in zip(starts, ends, strict=True)]
    said[-1], tail = _without_tail(said)
    items = [Item("", [one]) for one in said]
    return Listing("points", "none", items, text[: starts[0]].rstrip(), inline=True, tail=tail)


def _colons(text: str) -> Iterator[int]:
    return (found.end() for found in re.finditer("[：:]", text))


def _names(text: str, many: int) -> bool:
    return any(number_of(numeral) == many for numeral in _NUMERALS.findall(text))
