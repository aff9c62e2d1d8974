"""Writing a field into the data of a block, on a line of its own where data have lines."""

from speechgen.source.edit import Edit, typed
from speechgen.source.nodes import Mapping, Node, Scalar, Sequence, Source, is_empty


def field_written(node: Node, opener: Scalar, name: str, value: Node) -> Edit | None:
    """The edit that gives data a field which they lack.

    ``opener`` is the key whose data they are. ``None`` if they were written short, as one text or
    one list, and have no key that the field could stand beside.
    """
    source = opener.source
    if isinstance(node, Mapping):
        if name in node.entries:
            return _valued(node, node.entries[name][1], value)
        return _in_braces(source, node, name, value) if node.flow else _line(node, name, value)
    if is_empty(node) and isinstance(node, Scalar) and _follows_colon(node):
        return Edit(node.start, node.start, f" {{{name}: {as_typed(value, flow=True)}}}")
    return None


def _valued(node: Mapping, empty: Node, value: Node) -> Edit | None:
    """A value for a key that stands there without one."""
    if not isinstance(empty, Scalar) or not _follows_colon(empty):
        return None
    return Edit(empty.start, empty.start, f" {as_typed(value, node.flow)}")


def _follows_colon(empty: Scalar) -> bool:
    return empty.source.text[empty.start - 1 : empty.start] == ":"


def _in_braces(source: Source, node: Mapping, name: str, value: Node) -> Edit:
    start = source.index(node.place) + 1
    comma = ", " if node.entries else ""
    return Edit(start, start, f"{name}: {as_typed(value, flow=True)}{comma}")


def _line(node: Mapping, name: str, value: Node) -> Edit:
    """A line of its own: before the first key that begins a line, comments above it included."""
    keys = [key for key, _ in node]
    written = f"{name}: {as_typed(value)}\n"
    for key in keys:
        line = _line_start(key)
        indent = key.source.text[line : key.start]
        if not indent.strip(" "):
            start = _above_comments(key.source.text, line) if key is keys[0] else line
            return Edit(start, start, indent + written)
    first = keys[0]  # alone, behind the dash of its item
    return Edit(first.start, first.start, written + " " * (first.place.column - 1))


def _line_start(key: Scalar) -> int:
    return key.source.text.rfind("\n", 0, key.start) + 1


def _above_comments(text: str, start: int) -> int:
    """Where the comments begin that stand right above a line: they belong to what is on it."""
    while start:
        above = text.rfind("\n", 0, start - 1) + 1
        if not text[above:start].lstrip().startswith("#"):
            break
        start = above
    return start


def as_typed(node: Node, flow: bool = False) -> str:
    """A value as it is written into a line of an outline."""
    if isinstance(node, Scalar):
        return typed(node.text, node.style, flow) if node.text or node.style else "''"
    if isinstance(node, Sequence):
        return f"[{', '.join(as_typed(item, flow=True) for item in node.items)}]"
    entries = (f"{typed(key.text, flow=True)}: {as_typed(item, True)}" for key, item in node)
    return f"{{{', '.join(entries)}}}"
