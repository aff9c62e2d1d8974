"""Which lines of a document may hold a leak: never too few, and quickly told.

The hot path of the check. It looks at what a variant's values bring, for typed text was read once
for all variants (:mod:`frame`).
"""

from collections.abc import Collection, Iterator

from speechgen.batch.leaks.frame import Frame
from speechgen.batch.leaks.levels import LEVEL_STARTS, SELF, level_like
from speechgen.batch.leaks.matcher import Matcher
from speechgen.batch.leaks.names import LONGEST_NAME


class Suspicion:
    """Looks at the document of one row.

    ``cells`` are the row's own; ``level`` is its level, empty where level words do not matter.
    """

    __slots__ = ("_level", "_matcher", "_own")

    def __init__(self, matcher: Matcher, cells: Collection[str], level: str) -> None:
        self._matcher = matcher
        self._own = {cell for cell in cells if len(cell) <= LONGEST_NAME}
        self._level = level

    def lines(self, frame: Frame, values: tuple[str, ...]) -> set[int]:
        """The lines of a form, filled with values, in which a leak may stand."""
        own = self._own
        found = {line for hole, line, chars in frame.before if values[hole][:1] in chars}
        found.update([line for hole, line, chars in frame.after if values[hole][-1:] in chars])
        if frame.names:
            found.update([line for name, line in frame.names if name not in own])
        if frame.meetings:
            found.update(self._meetings(frame, values))
        if self._level:
            found.update(self._levels(frame, values))
        foreign = set(values) - own
        if foreign and self.of("\n".join(foreign)):
            bringing = {value for value in foreign if self.of(value)}
            found.update([line for hole, line in frame.holes if values[hole] in bringing])
        return found

    def of(self, text: str) -> bool:
        """Whether something stands in a text that is not plainly the row's own."""
        if self._level and any(word.level != self._level for word in level_like(text)):
            return True
        found = self._matcher.find(text)
        if not found:
            return False
        own = [match for match in found if text[match.start : match.end] in self._own]
        return any(
            not any(name.start <= match.start and match.end <= name.end for name in own)
            for match in found
        )

    def _meetings(self, frame: Frame, values: tuple[str, ...]) -> Iterator[int]:
        """The lines where two values side by side may make a name."""
        for first, second, line in frame.meetings:
            if values[second][:1] in self._matcher.followers(values[first][-1:]):
                yield line

    def _levels(self, frame: Frame, values: tuple[str, ...]) -> Iterator[int]:
        """The lines with what looks like a level word of another level."""
        level = self._level
        for word, line in frame.levels:
            if word != level:
                yield line
        for hole, line in frame.selves:
            if values[hole][0] in LEVEL_STARTS and not values[hole].startswith(level):
                yield line
        if SELF in "".join(values):  # in a cell of the row's own too: it says what it is
            yield from (line for hole, line in frame.holes if SELF in values[hole])
