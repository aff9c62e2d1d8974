"""The parts of a title: words, names, numbers, brackets, each with its kind.

Words are found by matching against :mod:`title_words` so that the fewest characters stay unknown
and, among such readings, the fewest parts arise.
"""

from typing import Final, TypeAlias

from speechgen.document.title_kinds import (
    AGENDA,
    BLANK,
    CALLED,
    DOING,
    HEAD,
    LATIN,
    LEADING,
    MEETING,
    NAME,
    NUMBER,
    OWNER,
    PLACE,
    SCOPE,
    SINGLE,
    SPACE,
    SUFFIX,
    VERB,
    WORK,
    Kind,
)
from speechgen.document.title_spans import Part, find_places, find_spans
from speechgen.document.title_words import LEVELS, LONGEST, WORDS

Spans: TypeAlias = tuple[tuple[int, int], ...]  # from a character up to another
_Choices: TypeAlias = dict[int, list[tuple[int, int, Kind]]]  # at a character: (cost, end, kind)
_Step: TypeAlias = tuple[int, int, Kind]  # the cost from here on, where the part ends, its kind

_WORD: Final = 1  # what a reading costs for a word
_BARE_LEVEL: Final = 30  # for 县 or 市 as a word of its own
_NAMED: Final = 10  # for each character of what is a value or looks like a place
_UNKNOWN: Final = 100, SINGLE  # for a character that nothing covers
_ALONE: Final = {
    word: (_BARE_LEVEL if kind is SUFFIX else _WORD, kind)
    for word, kind in WORDS.items()
    if len(word) == 1
}
_MOST_NAMED: Final = 10  # characters; a longer value is no name but a text of its own
_MEETINGS: Final = {MEETING, HEAD, CALLED}
_CALLING: Final = {LEADING, DOING}
_VERBS: Final = {VERB, DOING}
_WHOSE: Final = {SCOPE, PLACE}
_HALF_WIDTH: Final = {LATIN, NUMBER}
_OUTSIDE: Final = [(10**9, 0, NAME)] * max(LONGEST.values())


def read_parts(text: str, most: int, values: Spans) -> list[Part]:
    """The parts of a title. Brackets of more than ``most`` characters are looked into.

    ``values`` are the spans that values put there: what is in one, and is unknown, is one name.
    """
    steps = _read(text, _choices(text, most, values))
    parts: list[Part] = []
    start = 0
    while start < len(text):
        _, end, kind = steps[start]
        while kind is SINGLE and end < len(text) and steps[end][2] is SINGLE:
            end += 1
        parts.append((start, end, _name(text[start:end]) if kind in (SINGLE, NAME) else kind))
        start = end
    return _in_context(parts)


def _choices(text: str, most: int, values: Spans) -> _Choices:
    """What may be one part for other reasons than that it is a word."""
    names = [
        (start, end, NAME)
        for start, end in values
        if 1 < end - start <= _MOST_NAMED and text[start:end].isalnum()
    ]
    choices: _Choices = {}
    for start, end, kind in find_spans(text, most):
        choices.setdefault(start, []).append((_WORD, end, kind))
    for start, end, kind in [*names, *find_places(text)]:
        choices.setdefault(start, []).append((_NAMED * (end - start), end, kind))
    return choices


def _read(text: str, choices: _Choices) -> list[_Step]:
    """The cheapest way on from each character, found from the end backwards."""
    steps = [(0, 0, NAME)] * (len(text) + 1) + _OUTSIDE
    for start in range(len(text) - 1, -1, -1):
        cheapest, kind = _ALONE.get(text[start], _UNKNOWN)
        cheapest += steps[start + 1][0]
        end = start + 1
        for size in range(LONGEST.get(text[start : start + 2], 1), 1, -1):
            cost = steps[start + size][0] + _WORD
            if cost < cheapest and (word := WORDS.get(text[start : start + size])):
                cheapest, end, kind = cost, start + size, word
        for price, until, named in choices.get(start, ()):
            if steps[until][0] + price < cheapest:
                cheapest, end, kind = steps[until][0] + price, until, named
        steps[start] = cheapest, end, kind
    return steps


def _name(text: str) -> Kind:
    if len(text) == 1:
        return SINGLE
    return PLACE if text.endswith(LEVELS) else NAME


def _in_context(parts: list[Part]) -> list[Part]:
    """The same with what only neighbours tell: what a meeting is called by, blanks beside Latin."""
    following = NAME
    for index in range(len(parts) - 1, -1, -1):
        start, end, kind = parts[index]
        before = parts[index - 1][2] if index else NAME
        if kind in _CALLING and following in _MEETINGS:
            parts[index] = start, end, CALLED
        elif kind is WORK and following in _MEETINGS:
            parts[index] = start, end, AGENDA
        elif kind in _WHOSE and before in _VERBS:
            parts[index] = start, end, OWNER
        elif kind is BLANK and (before in _HALF_WIDTH or following in _HALF_WIDTH):
            parts[index] = start, end, SPACE
        following = parts[index][2]
    return parts
