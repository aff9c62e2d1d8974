"""The kinds of value that only an outline has: bodies, sections, the speaker, variables."""

import keyword
from collections.abc import Callable
from typing import Any

from speechgen.outline.model import (
    Block,
    Body,
    Requirement,
    Section,
    Speaker,
    Variable,
)
from speechgen.source.diagnostic import Report
from speechgen.source.messages import say
from speechgen.source.misfit import wrong_type
from speechgen.source.nodes import Mapping, Node, Scalar, Sequence, is_empty, plain_data
from speechgen.source.schema import Choice, Field, Json, Shape, Text
from speechgen.source.traps import curly_quotes

WHEN_KEYS = ("when", "条件")
VALUE_TYPES = {
    "text": "text", "文本": "text",
    "number": "number", "数字": "number",
    "date": "date", "日期": "date",
    "list": "list", "列表": "list",
}  # fmt: skip
RESERVED = frozenset(
    "sections items 分节 条目 directive label loop self super true false none True False None "
    "and or not in is if else for".split()
)


class LineKind(Text):
    """A text that stands alone; Chinese quotation marks around the whole of it are told (W132)."""

    def read(self, node: Node, report: Report) -> Scalar | None:
        text = super().read(node, report)
        if text is not None:
            curly_quotes(text, report)
        return text


class BodyKind:
    """A text, or a list of texts and blocks in order."""

    def read(self, node: Node, report: Report) -> Body:
        if isinstance(node, Scalar):
            return (node,)
        if isinstance(node, Mapping):
            return self._items([node], report)
        return self._items(node.items, report)

    def _items(self, nodes: list[Node], report: Report) -> Body:
        found: list[Scalar | Block] = []
        for node in nodes:
            if isinstance(node, Scalar):
                found.append(node)
            elif isinstance(node, Mapping):
                block = _read_block(node, report)
                found.extend([block] if block else [])
            else:
                wrong_type(node, say("a text or a block"), report)
        return tuple(found)

    def schema(self, languages: tuple[str, ...]) -> Json:
        return {"$ref": "#/$defs/body"}

    def definition(self, blocks: Json, languages: tuple[str, ...]) -> Json:
        """The schema that ``schema`` points to; ``blocks`` are the known ones."""
        when = {key: Text().schema(languages) for key in WHEN_KEYS}
        block: Json = {"type": "object", "properties": {**blocks, **when}, "minProperties": 1}
        if blocks:  # else every name may be one
            block |= {"additionalProperties": False, "maxProperties": 2}
        text = Text().schema(languages)
        return {"anyOf": [block, {"type": "array", "items": {"anyOf": [block, text]}}, text]}


def _read_block(node: Mapping, report: Report) -> Block | None:
    when: Scalar | None = None
    named: list[tuple[Scalar, Node]] = []
    for key, value in node:
        if key.text in WHEN_KEYS:
            when = Text().read(value, report)
        else:
            named.append((key, value))
    if len(named) != 1:
        report.error("E124", say("a block has one name and its data"), node.place, _ONE_BLOCK)
        return None
    return Block(named[0][0], named[0][1], when)


_ONE_BLOCK = say("write it as '- problems:' with its data indented below, one dash for each block")


class SectionsKind:
    """A list of sections; ``shape`` is called late, as sections hold sections."""

    def __init__(self, shape: Callable[[], Shape]) -> None:
        self._shape = shape

    def read(self, node: Node, report: Report) -> tuple[Section, ...]:
        if not isinstance(node, Sequence):
            wrong_type(
                node, say("a list of sections"), report, say("put a dash before each section")
            )
            return ()
        return tuple(section for item in node.items if (section := self._section(item, report)))

    def _section(self, node: Node, report: Report) -> Section | None:
        if is_empty(node) or (isinstance(node, Mapping) and not node.entries):
            hint = say("write a heading after the dash, or delete the dash")
            report.error("E120", say("this section is empty"), node.place, hint)
            return None
        if isinstance(node, Scalar):
            return Section(name=node, heading=node)
        values = self._shape().read(node, report)
        if values is None:
            return None
        if values["template"] is None:
            for key, _ in values["data"].values():
                self._shape().unknown(key, report)
            values["data"] = {}
        return Section(name=_first_key(node), **values)

    def schema(self, languages: tuple[str, ...]) -> Json:
        return {
            "type": "array",
            "items": {"anyOf": [{"$ref": "#/$defs/section"}, {"type": "string"}]},
        }


def _first_key(node: Node) -> Scalar:
    """The first key of a section, to point to the section as a whole."""
    assert isinstance(node, Mapping)
    return next(iter(node))[0]


class SpeakerKind:
    """Post and name, or one text."""

    shape = Shape(
        (
            Field("post", "职务", LineKind(), say("the speaker's post")),
            Field("name", "姓名", LineKind(), say("the speaker's name")),
        )
    )

    def read(self, node: Node, report: Report) -> Speaker | None:
        if isinstance(node, Scalar):
            return Speaker(name=LineKind().read(node, report))
        values = self.shape.read(node, report)
        return Speaker(**values) if values else None

    def schema(self, languages: tuple[str, ...]) -> Json:
        return {"anyOf": [{"type": "string"}, self.shape.schema(languages)]}


class VarsKind:
    """Variables with their values: texts, or lists and mappings of texts."""

    def read(self, node: Node, report: Report) -> tuple[Variable, ...]:
        if not isinstance(node, Mapping):
            wrong_type(node, say("variables with values"), report, _ONE_VARIABLE)
            return ()
        for key, value in node:
            check_name(key, report)
            if isinstance(value, Scalar):
                curly_quotes(value, report)
        return tuple(Variable(key, plain_data(value), value) for key, value in node)

    def schema(self, languages: tuple[str, ...]) -> Json:
        return {"type": "object"}


_ONE_VARIABLE = say("on a line each: the name, a half-width colon, a blank, the value")


class RequiredKind:
    """A list of names, or names with their types."""

    _type = Choice(VALUE_TYPES)

    def read(self, node: Node, report: Report) -> tuple[Requirement, ...]:
        if isinstance(node, Mapping):
            pairs = [(key, self._read_type(value, report)) for key, value in node]
        elif isinstance(node, Sequence):
            names = [Text().read(item, report) for item in node.items]
            pairs = [(name, "text") for name in names if name]
        else:
            pairs = [(node, "text")]
        for name, _ in pairs:
            check_name(name, report)
        return tuple(Requirement(name, kind) for name, kind in pairs)

    def _read_type(self, node: Node, report: Report) -> str:
        return "text" if is_empty(node) else self._type.read(node, report) or "text"

    def schema(self, languages: tuple[str, ...]) -> Json:
        names: Json = {"type": "array", "items": {"type": "string"}}
        typed = {"type": "object", "additionalProperties": {"enum": list(VALUE_TYPES)}}
        return {"anyOf": [names, typed, {"type": "string"}]}


def check_name(name: Scalar, report: Report) -> None:
    """A variable's name must be a word that an expression can hold (E125)."""
    if name.text in RESERVED:
        message = say(
            "'{name}' has a meaning of its own and cannot name a variable", name=name.text
        )
        report.error("E125", message, name.place, say("choose another name"))
    elif not name.text.isidentifier() or keyword.iskeyword(name.text) or name.text.startswith("_"):
        message = say("'{name}' cannot name a variable", name=name.text)
        hint = say("use letters, hanzi, digits and _, no blank or dash, no digit in front")
        if "：" in name.text:
            hint = say("if this is a name with its value, write a half-width colon and a blank")
        report.error("E125", message, name.place, hint)


class VersionKind:
    """The version of the format."""

    def read(self, node: Node, report: Report) -> Any:
        if not isinstance(node, Scalar) or node.text not in ("1", "1.0"):
            message = say("this speechgen reads outlines of format 1")
            report.error(
                "E126", message, node.place, say("update speechgen, or write 'speechgen: 1'")
            )
        return None

    def schema(self, languages: tuple[str, ...]) -> Json:
        return {"enum": [1]}
