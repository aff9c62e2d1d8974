"""One change about to be made in an outline: where it applies, what it edits, what it leaves."""

from collections.abc import Iterator
from typing import NamedTuple

from speechgen.librarian.migrations.format import Change
from speechgen.librarian.migrations.known import Known
from speechgen.librarian.migrations.names import Names
from speechgen.librarian.migrations.uses import Use, Uses
from speechgen.source.edit import Edit
from speechgen.source.messages import NO_MESSAGE, Message
from speechgen.source.nodes import Mapping, Node, Scalar, Sequence


class Left(NamedTuple):
    """What is left to a person: at which characters, and what is to be decided."""

    start: int
    length: int
    message: Message
    hint: Message


class Data(NamedTuple):
    """The keys and values of one use, or of one entry of a list in it.

    ``node`` is no mapping where they were written short, as one text, or as an expression.
    """

    use: Use
    opener: Scalar  # the key under which they stand
    node: Node
    path: tuple[str, ...]

    @property
    def shown(self) -> Scalar:
        """What to point to: the text itself where it was written short."""
        short = isinstance(self.node, Scalar) and self.node.text
        return self.node if short and isinstance(self.node, Scalar) else self.opener


class Step:
    """A change, an outline before it, and what becomes of it: edits, notes, decisions."""

    def __init__(self, change: Change, root: Mapping, known: Known, names: frozenset[str]) -> None:
        self.change = change
        self.root = root
        self.known = known
        self._uses = Uses(known, names)
        self.edits: list[Edit] = []
        self.left: list[Left] = []

    def uses(self) -> Iterator[Use]:
        """The uses of the template that the change is about."""
        names = self.change.template or self.change.old
        assert isinstance(names, Names)
        wanted = self.known.names_of_template(names)
        return (use for use in self._uses.in_outline(self.root) if use.name.text in wanted)

    def every_use(self) -> Iterator[Use]:
        """The uses of all templates."""
        return self._uses.in_outline(self.root)

    def data(self) -> Iterator[Data]:
        """The data that the change is about: of each use, or of each entry of the list in it."""
        for use in self.uses():
            yield from self._entries(Data(use, use.name, use.data, ()), self.change.path)

    def _entries(self, data: Data, path: tuple[Names, ...]) -> Iterator[Data]:
        """The data themselves, or the entries of the list at a path in them."""
        if not path:
            yield data
        elif isinstance(data.node, Sequence) and not data.path:  # short: the first list
            yield from self._items(data, path[0].texts[0], data.opener, data.node, path[1:])
        elif (found := self.find(data, path[0])) is not None:
            yield from self._items(data, found[0].text, *found, path[1:])

    def _items(
        self, data: Data, name: str, key: Scalar, value: Node, rest: tuple[Names, ...]
    ) -> Iterator[Data]:
        for item in value.items if isinstance(value, Sequence) else [value]:
            yield from self._entries(Data(data.use, key, item, (*data.path, name)), rest)

    def find(self, data: Data, names: Names) -> tuple[Scalar, Node] | None:
        """The key and value of a field, by whichever name."""
        if not isinstance(data.node, Mapping):
            return None
        wanted = self.known.names_of_field(data.use.name.text, data.path, names)
        return next((data.node.entries[name] for name in wanted if name in data.node.entries), None)

    def is_first(self, data: Data, names: Names) -> bool:
        """Whether data written short are this field: one text is the first of them."""
        fields = self.known.fields(data.use.name.text, *data.path)
        wanted = self.known.names_of_field(data.use.name.text, data.path, names)
        return bool(fields) and bool({fields[0].name, fields[0].zh} & wanted)

    def edit(self, edit: Edit) -> None:
        """Change some characters."""
        self.edits.append(edit)

    def leave(self, node: Scalar, message: Message, hint: Message = NO_MESSAGE) -> None:
        """Leave something to a person; what the library says of it goes before our hint."""
        hint = self.change.about if self.change.about.template else hint
        self.left.append(Left(node.start, max(1, node.place.length), message, hint))


def is_expression(node: Node) -> bool:
    """Whether a value is only known when the speech is made."""
    return isinstance(node, Scalar) and ("{{" in node.text or "{%" in node.text)
