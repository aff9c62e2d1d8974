"""What the leak check knows of a form once and for all: the variants of one shape share it.

Typed text is searched here, once a form. Of a variant only what its values bring remains to be
looked at: the values themselves, and the two characters that meet where a value begins or ends.
A name that straddles such a place has these two side by side; where no name has them, none is
there. So nearly every line of nearly every variant is done with without reading it.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterator
from itertools import accumulate, pairwise
from typing import NamedTuple

from speechgen.batch.leaks.levels import SELF, level_like
from speechgen.batch.leaks.lines import lines_of
from speechgen.batch.leaks.matcher import Matcher
from speechgen.batch.leaks.settle import lies_inside
from speechgen.document.holes import has_hole, pieces
from speechgen.document.tree import Form, Line, plain


class Border(NamedTuple):
    """Where typed text meets a value: the characters of the value that would make a name."""

    hole: int
    line: int
    chars: str


class Meeting(NamedTuple):
    """Two values side by side."""

    first: int
    second: int
    line: int


class Frame(NamedTuple):
    """A form, read once.

    ``names`` are the identity values in typed text, ``levels`` the level words, each with its
    line; ``before`` and ``after`` the borders at which a value begins and ends; ``selves`` the
    values that come right after a typed 我.
    """

    form: Form
    lines: tuple[Line, ...]
    names: tuple[tuple[str, int], ...]
    levels: tuple[tuple[str, int], ...]
    holes: tuple[tuple[int, int], ...]
    before: tuple[Border, ...]
    after: tuple[Border, ...]
    meetings: tuple[Meeting, ...]
    selves: tuple[tuple[int, int], ...]

    @property
    def size(self) -> int:
        """How many characters it keeps."""
        return sum(len(plain(line)) for line in self.lines)


def read_form(form: Form, matcher: Matcher, mentions: Collection[str] = ()) -> Frame:
    """The frame of a form; what lies in one of the ``mentions`` is left out."""
    lines = lines_of(form)
    texts = tuple(map(plain, lines))
    borders = _Borders(matcher)
    for number, line in enumerate(texts):
        if has_hole(line):
            borders.read(line, number)
    return Frame(
        form,
        lines,
        tuple(_names(texts, matcher, mentions)),
        tuple(_levels(texts, mentions)),
        tuple(borders.holes),
        tuple(borders.before),
        tuple(borders.after),
        tuple(borders.meetings),
        tuple(borders.selves),
    )


def _names(
    lines: tuple[str, ...], matcher: Matcher, mentions: Collection[str]
) -> Iterator[tuple[str, int]]:
    """The identity values that stand in typed text, with their lines."""
    text = "\n".join(lines)
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    for start, end, _ in matcher.find(text):
        if not lies_inside(text, start, end, mentions):
            yield text[start:end], bisect_right(starts, start) - 1


def _levels(lines: tuple[str, ...], mentions: Collection[str]) -> Iterator[tuple[str, int]]:
    """What looks like level words in typed text, with their lines."""
    for number, line in enumerate(lines):
        for start, end, level in level_like(line):
            if not lies_inside(line, start, end, mentions):
                yield level, number


class _Borders:
    """Collects where values begin and end, line by line."""

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher
        self.holes: list[tuple[int, int]] = []
        self.before: list[Border] = []
        self.after: list[Border] = []
        self.meetings: list[Meeting] = []
        self.selves: list[tuple[int, int]] = []

    def read(self, line: str, number: int) -> None:
        """Take every value of a line."""
        parts = [("", None), *pieces(line), ("", None)]
        for (left, first), (right, second) in pairwise(parts):
            if first is not None and second is not None:
                self.meetings.append(Meeting(first, second, number))
            elif second is not None and left:
                self._begin(left[-1], second, number)
            elif first is not None and right:
                self._end(first, right[0], number)
            if second is not None:
                self.holes.append((second, number))

    def _begin(self, typed: str, hole: int, line: int) -> None:
        chars = self._matcher.followers(typed)
        if chars:
            self.before.append(Border(hole, line, chars))
        if typed == SELF:
            self.selves.append((hole, line))

    def _end(self, hole: int, typed: str, line: int) -> None:
        chars = self._matcher.leaders(typed)
        if chars:
            self.after.append(Border(hole, line, chars))
