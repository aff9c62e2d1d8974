"""YAML nodes kept between runs, for the files of a library: read often, changed rarely."""

from typing import Any

from speechgen.source.kept import kept_name, recall, remember
from speechgen.source.nodes import Mapping, Node, Scalar, Sequence, Source
from speechgen.source.place import Place

_MAKERS = ("speechgen.source.yaml_file", "speechgen.source.folding", "speechgen.source.nodes")


def recall_node(source: Source, line: int) -> Node | None:
    """The node that a text was read as, if it was kept."""
    said = recall(_name(source, line))
    return _thaw(said, source) if said else None


def keep_node(source: Source, line: int, node: Node) -> None:
    """Keep the node of a text in which nothing was wrong."""
    remember(_name(source, line), _freeze(node))


def _name(source: Source, line: int) -> str:
    return kept_name("yaml", (source.file, line, source.text), _MAKERS)


def _freeze(node: Node) -> list[Any]:
    place = node.place[1:]
    if isinstance(node, Scalar):
        return [0, place, node.text, node.start, node.end, node.style]
    if isinstance(node, Sequence):
        return [1, place, node.flow, [_freeze(item) for item in node.items]]
    return [2, place, node.flow, [[_freeze(key), _freeze(value)] for key, value in node]]


def _thaw(said: list[Any], source: Source) -> Node:
    kind, (line, column, length), *rest = said
    place = Place(source.file, line, column, length)
    if kind == 0:
        text, start, end, style = rest
        return Scalar(text, place, source, start, end, style)
    flow, items = rest
    if kind == 1:
        found = Sequence(place, flow)
        found.items = [_thaw(item, source) for item in items]
        return found
    mapping = Mapping(place, flow)
    for key, value in items:
        name = _thaw(key, source)
        assert isinstance(name, Scalar)
        mapping.entries[name.text] = (name, _thaw(value, source))
    return mapping
