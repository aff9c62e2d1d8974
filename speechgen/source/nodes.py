"""YAML nodes that know where they stand; every scalar is the text that was typed."""

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate
from typing import TypeAlias

from speechgen.source.place import Place


class Source:
    """One file's text and where its lines begin."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.text = text

    def __reduce__(self) -> tuple[type["Source"], tuple[str, str]]:
        return Source, (self.file, self.text)

    @cached_property
    def _starts(self) -> list[int]:
        """Where each line begins: looked for once, as many things can be wrong with a file."""
        return [0, *accumulate(len(line) + 1 for line in self.text.split("\n"))]

    def place(self, index: int, length: int = 1) -> Place:
        """The place of a character offset."""
        line = bisect_right(self._starts, index, hi=len(self._starts) - 1)
        return Place(self.file, line, index - self._starts[line - 1] + 1, max(length, 1))

    def index(self, place: Place) -> int:
        """The character offset of a place."""
        return self._starts[place.line - 1] + place.column - 1


class Scalar:
    """A text (a scalar): what was typed, unescaped, its line breaks kept only where they count.

    ``style`` is YAML's: ``None`` plain, ``'`` ``"`` quoted, ``|`` ``>`` block. ``start`` and
    ``end`` are offsets into the source.
    """

    __slots__ = ("_reached", "end", "place", "source", "start", "style", "text")

    def __init__(
        self, text: str, place: Place, source: Source, start: int, end: int, style: str | None
    ) -> None:
        self.text = text
        self.place = place
        self.source = source
        self.start = start
        self.end = end
        self.style = style
        self._reached: list[int] = []

    def __reduce__(self) -> tuple[type["Scalar"], tuple[object, ...]]:
        return Scalar, (self.text, self.place, self.source, self.start, self.end, self.style)

    @property
    def typed(self) -> str:
        """The scalar as it stands in the source, quotes and all."""
        return self.source.text[self.start : self.end]

    def at(self, offset: int, length: int = 1) -> Place:
        """The place in the file of the character at ``offset`` of ``text``."""
        return self.source.place(self._source_index(offset), length)

    def _source_index(self, offset: int) -> int:
        """Walk text and source side by side; what folding dropped is passed over."""
        source, index = self.source.text, self._after(offset)
        if offset < len(self.text):
            index = _skip_to(self.text[offset], source, index, self.end)
        return min(index, max(self.end - 1, self.start))

    def _after(self, offset: int) -> int:
        """The index in the source after so many characters; each is walked over once."""
        source, reached = self.source.text, self._reached
        if not reached:
            reached.append(self._first_index())
        for char in self.text[len(reached) - 1 : offset]:
            index = reached[-1]
            width = _width(source, index, char, self.style)
            reached.append(_skip_to(char, source, index, self.end) + width)
        return reached[min(offset, len(reached) - 1)]

    def _first_index(self) -> int:
        if self.style in ("|", ">"):
            line_end = self.source.text.find("\n", self.start)
            return line_end + 1 if line_end >= 0 else self.start
        return self.start + (1 if self.style else 0)


def _skip_to(char: str, source: str, index: int, end: int) -> int:
    if source[index : index + 1] in (char, "\\"):
        return index
    while index < end and source[index] in " \t\r\n" and source[index] != char:
        index += 1
    return index


def _width(source: str, index: int, char: str, style: str | None) -> int:
    """How many source characters stand for one character of a quoted text."""
    index = _skip_to(char, source, index, len(source))
    if style == '"' and source[index : index + 1] == "\\":
        return {"x": 4, "u": 6, "U": 10}.get(source[index + 1 : index + 2], 2)
    return 2 if style == "'" and source[index : index + 2] == "''" else 1


class Sequence:
    """A list of nodes."""

    __slots__ = ("flow", "items", "place")

    def __init__(self, place: Place, flow: bool) -> None:
        self.place = place
        self.flow = flow
        self.items: list[Node] = []


class Mapping:
    """A mapping; each key is a scalar, no key stands twice."""

    __slots__ = ("entries", "flow", "place")

    def __init__(self, place: Place, flow: bool) -> None:
        self.place = place
        self.flow = flow
        self.entries: dict[str, tuple[Scalar, Node]] = {}

    def __iter__(self) -> Iterator[tuple[Scalar, "Node"]]:
        return iter(self.entries.values())


Node: TypeAlias = Scalar | Sequence | Mapping


def is_empty(node: Node) -> bool:
    """Whether nothing was written: an optional key without a value is as good as left out."""
    return isinstance(node, Scalar) and not node.text and node.style is None


def texts_of(node: Node) -> Iterator[Scalar]:
    """Every text in a node, keys of mappings left out."""
    if isinstance(node, Scalar):
        yield node
        return
    for inner in node.items if isinstance(node, Sequence) else (value for _, value in node):
        yield from texts_of(inner)


def plain_data(node: Node) -> object:
    """Nested dicts, lists and texts without places: what the values of variables are."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [plain_data(item) for item in node.items]
    return {key.text: plain_data(value) for key, value in node}
