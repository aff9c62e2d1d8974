"""The contract of a section template: the header that declares its data."""

from typing import Any

from speechgen.source.diagnostic import Report
from speechgen.source.messages import NO_MESSAGE, Bilingual, Message, say
from speechgen.source.misfit import wrong_type
from speechgen.source.nodes import Mapping, Node, Scalar
from speechgen.source.place import Place
from speechgen.source.record import Record
from speechgen.source.schema import (
    Choice,
    Field,
    Flag,
    Json,
    ListOf,
    Raw,
    Shape,
    Text,
)

# What a field may hold. `text` is one line, `body` paragraphs and blocks, `list` is told by `of`.
FIELD_TYPES = (
    "text",
    "body",
    "list",
    "word",
    "flag",
    "whole",
    "number",
    "date",
    "numbering",
    "choice",
    "data",
)


class ContractField(Record):
    """One field: its names, its type, what a list holds, what it is when left out.

    ``place`` is that of its name in the header.
    """

    name: str
    zh: str = ""
    type: str = "text"
    of: tuple["ContractField", ...] | str = "text"
    choices: tuple[str, ...] = ()
    default: Node | None = None
    required: bool = False
    about: Message = NO_MESSAGE
    place: Place | None = None


class Contract(Record):
    """What a template is for and the data it takes, in the order of its fields.

    ``place`` is where the header begins.
    """

    about: dict[str, str]
    zh: str
    fields: tuple[ContractField, ...]
    example: Node | None = None
    place: Place | None = None


class Words:
    """A text, or one text for each language: ``{en: …, zh: …}``."""

    _shape = Shape((Field("en", "", Text()), Field("zh", "", Text())))

    def read(self, node: Node, report: Report) -> dict[str, str]:
        if isinstance(node, Scalar):
            return {"en": node.text, "zh": node.text}
        values = self._shape.read(node, report) or {}
        return {name: text.text for name, text in values.items() if text}

    def schema(self, languages: tuple[str, ...]) -> Json:
        return {"anyOf": [{"type": "string"}, self._shape.schema(languages)]}


class _Fields:
    """Field names with what each holds."""

    def read(self, node: Node, report: Report) -> tuple[ContractField, ...]:
        if not isinstance(node, Mapping):
            wrong_type(node, say("fields with what they hold"), report)
            return ()
        found = [(key, self._field(key, value, report)) for key, value in node]
        for key, field in found:
            if field and "choice" in (field.type, field.of) and not field.choices:
                report.error("E122", say("the key '{key}' is missing", key="choices"), key.place)
        return tuple(field for _, field in found if field)

    def _field(self, name: Scalar, node: Node, report: Report) -> ContractField | None:
        if not _names_field(name, report):
            return None
        if isinstance(node, Scalar):
            kind = _TYPE.read(node, report) if node.text else "text"
            return ContractField(name.text, type=kind or "text", place=name.place)
        values = _FIELD.read(node, report)
        if values is None:
            return None
        if values["zh"] and not _names_field(values["zh"], report):
            return None
        about = values.pop("about") or {}
        values["choices"] = tuple(word.text for word in values["choices"] or () if word)
        values["of"] = values["of"] or "text"
        values["zh"] = values["zh"].text if values["zh"] else ""
        return ContractField(name=name.text, about=_told(about), place=name.place, **values)

    def schema(self, languages: tuple[str, ...]) -> Json:
        return {"type": "object"}


def _names_field(name: Scalar, report: Report) -> bool:
    """Whether expressions can say a name; else E125. Those with _ in front are speechgen's own."""
    if name.text.isidentifier() and not name.text.startswith("_"):
        return True
    message = say("'{name}' cannot name a field", name=name.text)
    hint = say("use letters, hanzi, digits and _, no blank or dash, no digit in front")
    report.error("E125", message, name.place, hint)
    return False


class _Of:
    """What a list holds: a type, or the fields of each entry."""

    def read(self, node: Node, report: Report) -> Any:
        if isinstance(node, Scalar):
            return _TYPE.read(node, report)
        if isinstance(node, Mapping) and not node.entries:
            hint = say("leave 'of' out if each is a text")
            report.error("E120", say("no field is declared here"), node.place, hint)
        return _Fields().read(node, report)

    def schema(self, languages: tuple[str, ...]) -> Json:
        return {"anyOf": [{"type": "string"}, {"type": "object"}]}


def _told(about: dict[str, str]) -> Message:
    words = Bilingual(about.get("en", ""), about.get("zh", ""))
    return Message("{words}", (("words", words),)) if about else NO_MESSAGE


_TYPE = Choice({name: name for name in FIELD_TYPES})
_FIELD = Shape(
    (
        Field("type", "", _TYPE, default="text"),
        Field("zh", "", Text()),
        Field("of", "", _Of(), default="text"),
        Field("choices", "", ListOf(Text()), default=()),
        Field("default", "", Raw()),
        Field("required", "", Flag(), default=False),
        Field("about", "", Words()),
    )
)
_HEADER = Shape(
    (
        Field("about", "", Words(), required=True),
        Field("zh", "", Text()),
        Field("fields", "", _Fields(), default=()),
        Field("example", "", Raw()),
    )
)


def read_contract(node: Node, report: Report) -> Contract | None:
    """The contract in a template's header; faults go into ``report``."""
    values = _HEADER.read(node, report)
    if values is None:
        return None
    return Contract(
        values["about"] or {},
        values["zh"].text if values["zh"] else "",
        values["fields"] or (),
        values["example"],
        node.place,
    )
