"""The header: the names of the columns, and a row's cells as the values of these names."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from speechgen.source.characters import UNTYPED
from speechgen.source.diagnostic import Report
from speechgen.source.messages import Message, say
from speechgen.source.place import Place

_INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060"  # what cells bring along unseen


class Header:
    """The names of the columns, in order; an empty one is a column without a name."""

    def __init__(self, cells: Sequence[str]) -> None:
        names = [clean_name(cell) for cell in cells]
        while names and not names[-1]:
            names.pop()
        self.names = tuple(names)
        self.columns = tuple(name for name in names if name)
        self.width = len(names)
        self._paths = {i: _path(name) for i, name in enumerate(names) if name}
        self.gaps = "" in names
        self._plain = all(len(path) == 1 for path in self._paths.values()) and not self.gaps

    def values(self, cells: Sequence[Any]) -> dict[str, Any]:
        """The cells of a row by their names; a column ``a.b`` is the key ``b`` of ``a``."""
        if self._plain:
            return dict(zip(self.names, cells, strict=False))
        found: dict[str, Any] = {}
        for index, path in self._paths.items():
            inner = found
            for key in path[:-1]:
                inner = inner.setdefault(key, {})
            inner[path[-1]] = cells[index]
        return found

    def index(self, column: str) -> int | None:
        """Which column has a name, or holds the first part of a mapping of this name."""
        for index, name in enumerate(self.names):
            if name and (name == column or name.startswith(f"{column}.")):
                return index
        return None

    def check(self, place: Callable[[int], Place], report: Report) -> None:
        """Report names that cannot be: E706, two alike (E707), one inside the other (E708)."""
        seen: dict[str, int] = {}
        mappings = {
            ".".join(path[:depth]): index
            for index, path in reversed(self._paths.items())
            for depth in range(1, len(path))
        }
        for index, name in enumerate(self.names):
            if found := re.search(UNTYPED, name):
                code = f"U+{ord(found[0]):04X}"
                message = say("the header holds a control character ({code})", code=code)
                report.error("E706", message, place(index), _CLEAN)
            elif name and name in seen:
                message = say("two columns are called '{name}'", name=name)
                hint = say("the first is column {number}; rename one", number=seen[name] + 1)
                report.error("E707", message, place(index), hint)
            elif name in mappings:
                self._both(name, self.names[mappings[name]], place(index), report)
            seen.setdefault(name, index)

    def _both(self, name: str, inner: str, place: Place, report: Report) -> None:
        message = say("'{name}' cannot be a value and hold '{inner}' too", name=name, inner=inner)
        hint = say("rename it, for example '{name}.name'", name=name)
        report.error("E708", message, place, hint)


_CLEAN = say("type the name anew")


def clean_name(cell: str) -> str:
    """A name without the blanks around it; blanks and line breaks inside become one blank."""
    return " ".join(cell.strip().strip(_INVISIBLE).split())


def _path(name: str) -> tuple[str, ...]:
    """The keys that lead to a value; a dot at an end, as in ``No.``, is part of the name."""
    keys = tuple(key.strip() for key in name.split("."))
    return keys if all(keys) else (name,)


def column_message(name: str) -> Message:
    """A column by its name, for a message."""
    return say("column '{name}'", name=re.sub(UNTYPED, "\ufffd", name))
