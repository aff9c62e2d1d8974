"""The values that a template's expressions stand for, as far as its header tells."""

from collections.abc import Iterator
from typing import TypeAlias

from speechgen.library.contract import ContractField
from speechgen.source.place import Place
from speechgen.source.record import Record

_MOST_STEPS = 50_000  # of a walk; the longest template that ships takes some 150
_MOST_MISUSES = 200


class Entry(Record):
    """A value that is one mapping of fields: an entry of a list."""

    path: str
    fields: tuple[ContractField, ...]


class Entries(Record):
    """A list, and what its entries are."""

    path: str
    of: "Value"


class Leaf(Record):
    """A value without parts: a text, a number, a date."""

    path: str


class Loop(Record):
    """Jinja's ``loop``, which knows the entries beside the one at hand."""

    entries: "Values"


Value: TypeAlias = Entry | Entries | Leaf | Loop
Values: TypeAlias = tuple[Value, ...]  # what an expression may be, one or the other


class Misuse(Record):
    """A name that is used and that nothing declares; ``near`` are those that are declared there."""

    name: str
    place: Place
    near: tuple[str, ...] = ()


class Uses:
    """What a template does with the fields that it declares.

    ``looked_at`` and ``printed`` hold paths (``items.lead``; ``items[]`` for the entries of a list
    of texts), ``misuses`` what is used undeclared, ``included`` the files that are taken in,
    ``faults`` what keeps one of them from that, and where it is named. ``all_known`` is false
    where something could not be followed: an include whose name is computed, a template that
    extends another.
    """

    def __init__(self) -> None:
        self.looked_at: set[str] = set()
        self.printed: set[str] = set()
        self.misuses: list[Misuse] = []
        self.included: set[str] = set()
        self.faults: list[tuple[Exception, Place]] = []
        self.all_known = True
        self._steps = 0
        self._done: set[object] = set()

    def print(self, values: Values) -> None:
        """Note that something is printed, or given away: with it all that is in it."""
        for value in values:
            found = set(paths(value))
            self.looked_at |= found
            self.printed |= found

    def miss(self, misuse: Misuse) -> None:
        """Note an undeclared name, once at a place."""
        if misuse not in self.misuses and len(self.misuses) < _MOST_MISUSES:
            self.misuses.append(misuse)

    def goes_on(self, steps: int = 1) -> bool:
        """Whether the walk may go so many steps on: macros and includes can multiply."""
        self._steps += steps
        if self._steps > _MOST_STEPS:
            self.all_known = False
        return self._steps <= _MOST_STEPS

    def is_new(self, what: object) -> bool:
        """Whether a macro or a file is met for the first time with such data."""
        new = what not in self._done
        self._done.add(what)
        return new


def names_of(field: ContractField) -> list[str]:
    """The names of a field in both languages."""
    return [name for name in (field.name, field.zh) if name]


def value_of(field: ContractField, path: str) -> Value:
    """What a template gets for a field."""
    if field.type != "list":
        return Leaf(path)
    if isinstance(field.of, tuple):
        return Entries(path, Entry(path, field.of))
    return Entries(path, Leaf(f"{path}[]"))


def paths(value: Value) -> Iterator[str]:
    """The paths of a value and of everything in it."""
    if isinstance(value, Leaf):
        yield value.path
    elif isinstance(value, Entries):
        yield value.path
        yield from paths(value.of)
    elif isinstance(value, Entry):
        yield value.path
        for field in value.fields:
            yield from paths(value_of(field, f"{value.path}.{field.name}"))
