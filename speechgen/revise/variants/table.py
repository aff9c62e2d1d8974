"""The table of what differs: a column for each value and condition, a row for each speech."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from speechgen.revise.csv_file import csv_bytes
from speechgen.revise.variants.marks import MARK_END, value_mark
from speechgen.revise.variants.names import Namer, context
from speechgen.revise.variants.roles import Roles

Values: TypeAlias = Mapping[int, str]
"""What stands in one place of each speech, by its number; those that have no such place lack it."""

MOST_CHARACTERS = 100_000  # of a cell, as batch reads it
_LEAST_WORD = 2  # characters of a value that is the same thing wherever it stands
_RICH = 8  # digits of figures that are not the same by chance
_NEAR = 4  # characters before a figure
_FEW = 3  # speeches that are named beside a condition
_LEAST_PROOF = 2  # places that must show that a part goes with a level


class Table:
    """The columns, in the order in which they were met; their numbers stand in the marks."""

    def __init__(self, files: Sequence[str], roles: list[Roles], namer: Namer) -> None:
        self._numbers = range(len(files))
        self._namer = namer
        self.names: list[str] = []
        self._columns: list[dict[int, str]] = []
        self._found: dict[tuple[int, str, str], list[int]] = {}
        self._roles: dict[str, int] = {}
        self.values = len(roles[0].values)  # how many columns hold values
        self.conditions = 0  # how many parts only some of the speeches have
        self._by_role: dict[int, str] = {}  # conditions that a role tells
        self._told: dict[int, str] = {}
        self.file = namer.role("file")
        self._add(self.file, dict(enumerate(files)))
        for role in roles[0].values:
            values = {n: found.values[role] for n, found in enumerate(roles) if found.values[role]}
            self._roles[role] = self._add(namer.role(role), values)
            self._enter(self._roles[role], values, "")

    def role(self, name: str) -> str:
        """The mark of a value that is known by its role."""
        return value_mark(self._roles[name])

    def name_of_role(self, name: str) -> str | None:
        """The name of its column, if there is one."""
        return self.names[self._roles[name]] if name in self._roles else None

    def name_of(self, number: int) -> str:
        """The name of a speech."""
        return self._columns[0][number]

    def value(self, values: Values, named: str) -> str:
        """The mark of a value that stands by itself."""
        return self.known(values) or self.add(values, named=named)

    def add(self, values: Values, before: str = "", after: str = "", named: str = "") -> str:
        """The mark of a value that no column holds; what stands around it names it if it is not
        ``named``, and tells figures apart.
        """
        column = self._add(self._namer.value(before, values.values(), named), values)
        self._told[column] = context(before, after)
        self.values += 1
        self._enter(column, values, _unit(values, before, after))
        return value_mark(column)

    def known(self, values: Values, before: str = "", after: str = "") -> str:
        """The mark of a value that the table holds; empty for another."""
        unit = _unit(values, before, after)
        column = self._same(values, unit)
        if column is None:
            return ""
        self._columns[column].update(values)
        self._enter(column, values, unit)
        return value_mark(column)

    def condition(self, present: frozenset[int], among: frozenset[int], words: str) -> int:
        """The number of a condition that holds for the speeches ``present``, not for the others
        ``among`` which it is asked; ``words`` are of what it stands for.
        """
        self.conditions += 1
        told = self._by_level(present, among)
        if told is not None:
            column = len(self.names)
            self.names.append("")
            self._columns.append({})
            self._by_role[column] = told
            return column
        values = {number: self._namer.yes if number in present else "" for number in among}
        column = self._add(self._namer.condition(words), values)
        few = [self.name_of(number) for number in sorted(present)]
        self._told[column] = "、".join(few) if len(few) <= _FEW else context("", words)
        return column

    def expression(self, column: int) -> str:
        """What a mark becomes."""
        return self._by_role.get(column) or self.names[column]

    def _by_level(self, present: frozenset[int], among: frozenset[int]) -> str | None:
        """The condition by level, where the parts of that level and no others have it."""
        if "level" not in self._roles or len(present) < _LEAST_PROOF:
            return None
        levels, places = (self._columns[self._roles[role]] for role in ("level", "place"))
        wanted = {levels.get(number, "") for number in present}
        if len(wanted) > 1 or any(levels.get(n) in wanted for n in among - present):
            return None
        if "" in wanted or len({places.get(number) for number in present}) < _LEAST_PROOF:
            return None
        return f"{self.name_of_role('level')} == '{wanted.pop()}'"

    def _add(self, name: str, values: Values) -> int:
        column = len(self.names)
        self.names.append(name)
        self._columns.append(dict(values))
        return column

    def _enter(self, column: int, values: Values, unit: str) -> None:
        for number, value in values.items():
            known = self._found.setdefault((number, value, unit), [])
            if column not in known:
                known.append(column)

    def _same(self, values: Values, unit: str) -> int | None:
        """The column that has these values already, or none that contradict them."""
        number, value = next(iter(values.items()))
        for column in self._found.get((number, value, unit), ()):
            held = self._columns[column]
            common = [held[n] == v for n, v in values.items() if n in held]
            whole = len(common) == len(values)
            word = not unit and all(len(v) >= _LEAST_WORD for v in values.values())
            if all(common) and (whole or (word and len(set(values.values())) > 1)):
                return column
        return None

    # What is written.

    def required(self) -> dict[str, str]:
        """The names of the columns that say something in every row, and where each stands."""
        return self._where(full=True)

    def optional(self) -> dict[str, str]:
        """The same of the others."""
        return self._where(full=False)

    def _where(self, full: bool) -> dict[str, str]:
        used = [column for column in self._used() if self._is_full(column) is full]
        return {self.names[column]: self._told.get(column, "") for column in used}

    def _used(self) -> list[int]:
        return [column for column, name in enumerate(self.names) if name]

    def _is_full(self, column: int) -> bool:
        """Whether every row has a value; a blank is none, for whoever reads the row."""
        return all(self._columns[column].get(number, "").strip() for number in self._numbers)

    def row(self, number: int) -> dict[str, str]:
        """The values of one speech, by the names of their columns."""
        return {self.names[c]: self._columns[c].get(number, "") for c in self._used()}

    def csv(self) -> bytes:
        """The table as a file."""
        rows = [self.row(number) for number in self._numbers]
        return csv_bytes([list(rows[0]), *(list(row.values()) for row in rows)])


def _unit(values: Values, before: str, after: str) -> str:
    """What a figure counts; two that are the same number of something else are two.

    Few small figures are the same by chance: then the words before must be too.
    """
    if not all(value[:1].isdecimal() for value in values.values()):
        return ""
    rich = sum(map(len, set(values.values()))) >= _RICH
    near = before.rpartition(MARK_END)[2][-_NEAR:]
    return after[:1] if rich else near + after[:1]
