"""The identity values of all rows, gathered while the rows stream by, kept small.

100,000 rows of three columns are 300,000 patterns: one text and two arrays of numbers, which are
sent to worker processes in a moment.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from speechgen.batch.leaks.names import pick, short_form, tells, texts
from speechgen.source.diagnostic import Diagnostic, Severity
from speechgen.source.messages import say
from speechgen.source.place import Place

_OTHERS = 3  # rows that are named for a value
_RARE = 10  # a value of several rows is told where at most one in so many is
_TOLD = 5  # such values of a column
_NO_ROW = 0  # rows count from 1
_NO_OTHERS = array("I", [_NO_ROW] * (_OTHERS - 1))
_LEVELS = tuple(level.encode() for level in "省市县区旗州盟")  # what names of places end in


class Identities(NamedTuple):
    """What to look for; picklable.

    ``patterns`` are the values, one a line, each once: first those that cells hold, from
    ``first_short`` on the short forms of places (云溪 of 云溪县). ``rows`` names the first rows
    of each, ``_OTHERS`` numbers a pattern; ``columns`` the index of its column in ``names``.
    """

    names: tuple[str, ...] = ()
    patterns: str = ""
    rows: Sequence[int] = ()
    columns: Sequence[int] = ()
    first_short: int = 0
    skipped: tuple[int, ...] = ()
    seen: tuple[int, ...] = ()

    def column(self, pattern: int) -> str:
        """The column that a pattern is a value of; the first, if several."""
        return self.names[self.columns[pattern]]

    def others(self, pattern: int) -> tuple[int, ...]:
        """The numbers of the first rows with that value."""
        rows = self.rows[pattern * _OTHERS : (pattern + 1) * _OTHERS]
        return tuple(row for row in rows if row != _NO_ROW)

    def notes(self, places: Mapping[str, Place] | None = None) -> tuple[Diagnostic, ...]:
        """What of the columns is not looked for, or is doubtful: W740, W741, W742.

        ``places`` are the lines of the outline that name the columns.
        """
        places = places or {}
        notes = []
        for name, skipped, seen in zip(self.names, self.skipped, self.seen, strict=True):
            if not seen:
                message = say("no row has a value in the identity column '{name}'", name=name)
                hint = say("the leak check looks for nothing there; is the name right?")
                notes.append(_warning("W741", message, places.get(name), hint))
            elif skipped:
                message = say(
                    "values of the identity column '{name}' that are not looked for: {count}",
                    name=name,
                    count=skipped,
                )
                hint = say("one character, a small or round figure, a common word tell nothing")
                notes.append(_warning("W740", message, places.get(name), hint))
        for name, values in self._copied().items():
            message = say(
                "values of the identity column '{name}' that stand in several rows: {values}",
                name=name,
                values=", ".join(values),
            )
            hint = say("copied from one row to another? nearly all others stand in one row each")
            notes.append(_warning("W742", message, places.get(name), hint))
        return tuple(notes)

    def _copied(self) -> dict[str, list[str]]:
        """By column, the first values of several rows, if such are rare there.

        The check cannot tell: a leader copied down is the row's own. Rivers, cities are shared.
        """
        given = self.columns[: self.first_short]
        shared = [n for n, row in enumerate(self.rows[1 : len(given) * _OTHERS : _OTHERS]) if row]
        values, of_several = Counter(given), Counter(given[number] for number in shared)
        rare = {column for column, n in of_several.items() if n * _RARE <= values[column]}
        told: dict[str, list[str]] = {self.names[column]: [] for column in sorted(rare)}
        patterns = self.patterns.split("\n") if rare else []
        for number in shared:
            column = self.column(number)
            if column in told and len(told[column]) < _TOLD:
                rows = ", ".join(map(str, self.others(number)))
                told[column].append(f"{patterns[number]} ({rows})")
        return told


def _warning(code: str, message: Any, place: Place | None, hint: Any) -> Diagnostic:
    return Diagnostic(Severity.WARNING, code, message, place, hint)


class _Patterns:
    """Patterns with their columns and first rows, each pattern once."""

    def __init__(self) -> None:
        self.numbers: dict[bytes, int] = {}  # bytes take half of what texts do
        self.columns = array("H")
        self.rows = array("I")

    def add(self, key: bytes, column: int, row: int) -> None:
        """Take a pattern of a row, new or not."""
        number = self.numbers.get(key)
        if number is None:
            number = self.numbers[key] = len(self.columns)
            self.columns.append(column)
            self.rows.append(row)
            self.rows.extend(_NO_OTHERS)
            return
        for index in range(number * _OTHERS, (number + 1) * _OTHERS):
            if self.rows[index] in (row, _NO_ROW):
                self.rows[index] = row
                return

    def rows_of(self, number: int) -> "array[int]":
        """The rows of a pattern, ``_NO_ROW`` where it has fewer."""
        return self.rows[number * _OTHERS : (number + 1) * _OTHERS]


class Gathering:
    """Collects the identity values of rows; ``columns`` names the variables, dots and all."""

    def __init__(self, columns: Iterable[str]) -> None:
        self._names = tuple(dict.fromkeys(columns))
        self._paths = [tuple(name.split(".")) for name in self._names]
        self._given = _Patterns()
        self._seen = [0] * len(self._names)
        self._skipped: list[set[bytes]] = [set() for _ in self._names]

    def add(self, row: int, values: Mapping[str, Any]) -> None:
        """Take the values of one row."""
        for column, path in enumerate(self._paths):
            value = values.get(path[0]) if len(path) == 1 else pick(values, path)
            for text in texts(value):
                self._seen[column] += 1
                key = text.encode("utf-8", "ignore")
                if key in self._given.numbers or tells(text):
                    self._given.add(key, column, row)
                else:
                    self._skipped[column].add(key)

    def done(self) -> Identities:
        """All that was gathered; sorted, for so the automaton is built in a third of the time."""
        rows, columns = array("I"), array("H")
        lines: list[bytes] = []
        first_short = len(self._given.columns)
        for part in (self._given, self._short_forms()):
            keys = sorted(part.numbers)
            for number in map(part.numbers.__getitem__, keys):
                rows.extend(part.rows_of(number))
                columns.append(part.columns[number])
            part.numbers = {}  # the half of all memory, before the text is made
            lines += keys
        return Identities(
            self._names,
            b"\n".join(lines).decode(),
            rows,
            columns,
            first_short,
            tuple(map(len, self._skipped)),
            tuple(self._seen),
        )

    def _short_forms(self) -> _Patterns:
        """Names without their level, of the columns where most values are names of places.

        One that a column gives itself stays that column's.
        """
        given, shorts = self._given, _Patterns()
        values = Counter(given.columns)
        found = list(self._places())  # a few thousand: not villages, of which there are many
        places = Counter(given.columns[number] for number, _ in found)
        for number, short in found:
            column = given.columns[number]
            if places[column] * 2 >= values[column] and short not in given.numbers:
                for row in filter(None, given.rows_of(number)):
                    shorts.add(short, column, row)
        return shorts

    def _places(self) -> Iterator[tuple[int, bytes]]:
        """The patterns that are names of places, by their numbers, with their short forms."""
        for number, key in enumerate(self._given.numbers):
            if key.endswith(_LEVELS):
                short = short_form(key.decode())
                if short:
                    yield number, short.encode()
