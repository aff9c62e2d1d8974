"""Where an outline uses templates: blocks in bodies, blocks in blocks, sections with a template."""

from collections.abc import Iterable, Iterator

from speechgen.librarian.migrations.known import Known
from speechgen.library.contract import ContractField
from speechgen.outline.format import OUTLINE, SECTION
from speechgen.outline.kinds import WHEN_KEYS, BodyKind, SectionsKind
from speechgen.source.nodes import Mapping, Node, Scalar, Sequence
from speechgen.source.record import Record
from speechgen.source.schema import Field, Shape


class Use(Record):
    """One use of a template: its name where it was written, its data, and its kind.

    The data of a section are the section itself, ``in_section`` then.
    """

    name: Scalar
    data: Node
    flow: bool  # its name stands between braces
    in_section: bool = False


def field_of(shape: Shape, node: Mapping, name: str) -> tuple[Scalar, Node] | None:
    """The key and value of a field of the outline or of a section, whichever its key's language."""
    field = next(field for field in shape.fields if field.name == name)
    keys = (key for key in (field.name, field.zh) if key in node.entries)
    return next((node.entries[key] for key in keys), None)


class Uses:
    """The uses in an outline, as far as the library, or the shape of what is written, tells."""

    def __init__(self, known: Known, names: Iterable[str] = ()) -> None:
        self._known = known
        self._names = frozenset(names)  # templates that migrations tell of, which may have gone

    def in_outline(self, root: Mapping) -> Iterator[Use]:
        """Every use, those inside others after them."""
        yield from self._in_fields(OUTLINE, root)

    def _in_fields(self, shape: Shape, node: Mapping) -> Iterator[Use]:
        for field, value in _fields_in(shape, node):
            if isinstance(field.kind, BodyKind):
                yield from self._in_body(value)
            elif isinstance(field.kind, SectionsKind) and isinstance(value, Sequence):
                for item in value.items:
                    if isinstance(item, Mapping):
                        yield from self._in_section(item)

    def _in_section(self, section: Mapping) -> Iterator[Use]:
        named = field_of(SECTION, section, "template")
        if named and isinstance(named[1], Scalar):
            yield Use(named[1], section, section.flow, True)
            rest = [(key, value) for key, value in section if key.text not in SECTION.keys]
            yield from self._in_data(named[1].text, (), rest)
        yield from self._in_fields(SECTION, section)

    def _in_body(self, node: Node) -> Iterator[Use]:
        for item in node.items if isinstance(node, Sequence) else [node]:
            if isinstance(item, Mapping):
                yield from self._block(item)

    def _block(self, node: Mapping) -> Iterator[Use]:
        for key, data in node:
            if key.text not in WHEN_KEYS:
                yield Use(key, data, node.flow)
                yield from self._in_block(key.text, data)

    def _in_block(self, template: str, data: Node) -> Iterator[Use]:
        if isinstance(data, Mapping):
            yield from self._in_data(template, (), data)
        elif isinstance(data, Sequence):
            fields = self._known.fields(template)
            field = next((field for field in fields if field.type == "list"), None)
            if field is not None:
                yield from self._in_value(template, (field.name,), field, data)

    def _in_data(
        self, template: str, path: tuple[str, ...], data: Iterable[tuple[Scalar, Node]]
    ) -> Iterator[Use]:
        for key, value in data:
            inner = (*path, key.text)
            yield from self._in_value(template, inner, self._known.field(template, inner), value)

    def _in_value(
        self, template: str, path: tuple[str, ...], field: ContractField | None, value: Node
    ) -> Iterator[Use]:
        """The uses in the value of a field at a path."""
        items = value.items if isinstance(value, Sequence) else [value]
        if field is None:
            yield from self._by_shape(value)
        elif field.type == "body":
            yield from self._in_body(value)
        elif field.of == "body":
            for item in items:
                yield from self._in_body(item)
        elif isinstance(field.of, tuple):
            for item in items:
                if isinstance(item, Mapping):
                    yield from self._in_data(template, path, item)

    def _by_shape(self, value: Node) -> Iterator[Use]:
        """What a field holds of which the library no longer says anything."""
        for item in value.items if isinstance(value, Sequence) else [value]:
            if isinstance(item, Mapping) and self._is_block(item):
                yield from self._block(item)
            elif isinstance(item, Mapping):
                for _, inner in item:
                    yield from self._by_shape(inner)

    def _is_block(self, node: Mapping) -> bool:
        names = [key.text for key, _ in node if key.text not in WHEN_KEYS]
        return len(names) == 1 and (
            names[0] in self._names or self._known.template(names[0]) is not None
        )


def _fields_in(shape: Shape, node: Mapping) -> Iterator[tuple[Field, Node]]:
    for field in shape.fields:
        found = field_of(shape, node, field.name)
        if found is not None:
            yield field, found[1]
