"""The parts of a title: words, names, numbers, brackets, each with its kind.

Words are found by matching against :mod:`title_words` so that the fewest characters stay unknown
and, among such readings, the fewest parts arise.
"""

from typing import Final, TypeAlias

from speechgen.document.title_kinds import (
    BLANK,
    CALLED,
    HEAD,
    LATIN,
    LEADING,
    MEETING,
    NAME,
    NUMBER,
    PLACE,
    SINGLE,
    SPACE,
    SUFFIX,
    Kind,
)
from speechgen.document.title_spans import Part, find_places, find_spans
from speechgen.document.title_words import LEVELS, LONGEST, SIZES, WORDS

Spans: TypeAlias = tuple[tuple[int, int], ...]
_Choices: TypeAlias = dict[int, list[tuple[int, int, Kind]]]  # at a character: (cost, end, kind)
_Step: TypeAlias = tuple[int, int, Kind]  # the cost from here on, where the part ends, its kind

_WORD: Final = 1  # what a reading costs for a word
_BARE_LEVEL: Final = 30  # for 县 or 市 as a word of its own
_NAMED: Final = 10  # for each character of what is a value or looks like a place
_UNKNOWN: Final = 100  # for each character that nothing covers
_MOST_NAMED: Final = 10  # characters; a longer value is no name but a text of its own
_OUTSIDE: Final = [(10**9, 0, NAME)] * LONGEST


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
    names = [(start, end, NAME) for start, end in values if 1 < end - start <= _MOST_NAMED]
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
        first = text[start]
        best = steps[start + 1][0] + _UNKNOWN
        step = (best, start + 1, SINGLE)
        for size in SIZES.get(first, ()):
            cost = steps[start + size][0] + _WORD
            if cost < best and (kind := WORDS.get(text[start : start + size])):
                if size == 1 and kind is SUFFIX:
                    cost += _BARE_LEVEL
                best, step = cost, (cost, start + size, kind)
        for price, end, kind in choices.get(start, ()):
            if (cost := steps[end][0] + price) < best:
                best, step = cost, (cost, end, kind)
        steps[start] = step
    return steps


def _name(text: str) -> Kind:
    if len(text) == 1:
        return SINGLE
    return PLACE if text.endswith(LEVELS) else NAME


def _in_context(parts: list[Part]) -> list[Part]:
    """The same with what only the neighbours tell: what a meeting is called by, blanks in Latin."""
    following = NAME
    for index in range(len(parts) - 1, -1, -1):
        start, end, kind = parts[index]
        if kind is LEADING and following in (MEETING, HEAD, CALLED):
            kind = CALLED
        elif kind is BLANK and (following in _HALF_WIDTH or parts[index - 1][2] in _HALF_WIDTH):
            kind = SPACE
        parts[index] = start, end, kind
        following = kind
    return parts


_HALF_WIDTH: Final = (LATIN, NUMBER)
