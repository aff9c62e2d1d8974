"""The leak check (串县检查): values of other rows, and level words of another level, in a document.

What is a leak is said exactly in :mod:`settle` and :mod:`levels`, line by line. To read every
line of every variant that way would cost more than to render it; so :mod:`suspicion` tells which
lines can hold one at all, and mostly none can.
"""

from collections.abc import Collection, Mapping
from typing import Any

from speechgen.batch.leaks.frame import Frame, read_form
from speechgen.batch.leaks.identities import Identities
from speechgen.batch.leaks.levels import LevelWord, level_of, level_variable, level_words
from speechgen.batch.leaks.lines import Stretch, stretches, title_stretches, title_text
from speechgen.batch.leaks.matcher import Match, Matcher
from speechgen.batch.leaks.names import cells_of, identity_of, pick
from speechgen.batch.leaks.places import Places
from speechgen.batch.leaks.sentences import excerpt, sentence_span
from speechgen.batch.leaks.settle import Own, leaking
from speechgen.batch.leaks.suspicion import Suspicion
from speechgen.batch.result import Leak
from speechgen.document.tree import Document, Form
from speechgen.library.library import Library
from speechgen.outline.model import Outline

_MOST_REMEMBERED = 4_000_000  # characters of all forms kept, as a Speech keeps them


class LeakCheck:
    """Checks the documents of one outline; made once a process, as the automaton is built then.

    ``mentions`` are texts that the outline says on purpose, of whomever they are. ``level`` names
    the variable with a row's level; left out, ``level`` or 级别 if the outline declares it.
    ``shared`` are values over the outline's own that all rows have (``--vars``, ``--set``).
    Pickled as what it is made of, and made again where it arrives.
    """

    def __init__(
        self,
        identities: Identities,
        outline: Outline,
        library: Library,
        mentions: Collection[str] = (),
        level: str = "",
        shared: Mapping[str, Any] | None = None,
    ) -> None:
        self._made_of = (identities, outline, library, tuple(mentions), level, shared)
        self._identities = identities
        self._matcher = Matcher(identities)
        self._places = Places(outline, library)
        self._mentions = tuple(filter(None, mentions))
        self._level = level_variable(outline, level)
        self._shared = {variable.name.text: variable.value for variable in outline.vars}
        self._shared |= shared or {}
        self._frames: dict[int, Frame] = {}
        self._remembered = 0

    def __reduce__(self) -> tuple[type["LeakCheck"], tuple[Any, ...]]:
        return LeakCheck, self._made_of

    def check(self, document: Document, row: int, values: Mapping[str, Any]) -> list[Leak]:
        """Every leak in the document of a row, in reading order.

        ``values`` are those that the row itself brings, without what the outline adds.
        """
        cells = cells_of(values)
        level = self._level_of(values)
        frame = self._frame(document.form)
        suspicion = Suspicion(self._matcher, cells, level)
        lines = suspicion.lines(frame, document.values)
        title = suspicion.of(title_text(document.title))
        if not lines and not title:
            return []
        own = Own(cells, identity_of(values, self._identities.names), self._mentions)
        found = [title_stretches(document.title)] if title else []
        found += [stretches(frame.lines[line], document) for line in sorted(lines)]
        leaks: dict[tuple[str, str], Leak] = {}  # one for each sentence and text
        for line in found:
            text = "".join([part.text for part in line])
            for match in self._in_line(text, own, level):
                first, last = sentence_span(text, match.start, match.end)
                key = text[first:last], text[match.start : match.end]
                if key not in leaks:
                    leaks[key] = self._leak(line, text, match, row)
        return list(leaks.values())

    def _in_line(self, text: str, own: Own, level: str) -> list[Match | LevelWord]:
        """What leaks into one line, read as a whole."""
        found: list[Match | LevelWord] = [*leaking(text, self._matcher.find(text), own)]
        if level:
            words = (word for word in level_words(text) if word.level != level)
            found += [word for word in words if not own.mentions(text, word.start, word.end)]
        return sorted(found, key=lambda match: match[:2])

    def _leak(
        self, line: tuple[Stretch, ...], text: str, match: Match | LevelWord, row: int
    ) -> Leak:
        start, end = match.start, match.end
        kind, column, others = "level", self._level, tuple[int, ...]()
        if isinstance(match, Match):
            kind, column = "identity", self._identities.column(match.pattern)
            others = tuple(n for n in self._identities.others(match.pattern) if n != row)
        place = self._places.of(line, start, end)
        return Leak(kind, text[start:end], excerpt(text, start, end), column, others, place)

    def _level_of(self, values: Mapping[str, Any]) -> str:
        """What the row's place is called, if it says: 县 of 自治县."""
        if not self._level:
            return ""
        path = tuple(self._level.split("."))
        declared = pick(values, path) or pick(self._shared, path)
        return level_of(declared) if isinstance(declared, str) else ""

    def _frame(self, form: Form) -> Frame:
        """The frame of a form, which it keeps alive, so that no other form has its identity."""
        frame = self._frames.get(id(form))
        if frame is None:
            frame = read_form(form, self._matcher, self._mentions)
            self._remembered += frame.size
            while self._frames and self._remembered > _MOST_REMEMBERED:
                self._remembered -= self._frames.pop(next(iter(self._frames))).size
            self._frames[id(form)] = frame
        return frame
