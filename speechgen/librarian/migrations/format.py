"""``migrations/*.yaml`` of a library: what changed with a version, as data.

What a change may say is declared once, in ``CHANGES``.
"""

from typing import Any

from packaging.version import InvalidVersion, Version

from speechgen.librarian.migrations.names import Names, NamesKind, PathKind
from speechgen.library.contract import Words
from speechgen.source.diagnostic import Report
from speechgen.source.messages import NO_MESSAGE, Bilingual, Message, say
from speechgen.source.misfit import unknown_key, wrong_type
from speechgen.source.nodes import Mapping, Node, Scalar
from speechgen.source.record import Record
from speechgen.source.schema import Field, Flag, Json, ListOf, Parsed, Raw, Shape, Text

NAMES, TEXT = NamesKind(), Text()
VERSION = Parsed(
    Version,
    "E351",
    say("'{text}' is no version"),
    say("write a version such as 0.2.0 (PEP 440)"),
    {"type": ["string", "number"]},
)
_TEMPLATE = Field("template", "", NAMES, say("the template"), required=True)
_IN = Field("in", "", PathKind(), say("the list in whose entries the field stands"))
_FIELD = Field("field", "", NAMES, say("the field"), required=True)
_FROM = Field("from", "", NAMES, say("its name before"), required=True)
_TO = Field("to", "", NAMES, say("its name now"), required=True)
_ABOUT = Field("about", "", Words(), say("what a person has to decide"))
_OLD, _NEW = (
    Field("from", "", TEXT, say("what it was before"), required=True),
    Field("to", "", TEXT, say("what it is now"), required=True),
)
CHANGES: dict[str, Shape] = {
    "rename_template": Shape((_FROM, _TO)),
    "rename_field": Shape((_TEMPLATE, _IN, _FROM, _TO)),
    "rename_word": Shape((_TEMPLATE, _IN, _FIELD, _OLD, _NEW)),
    "rename_layout": Shape((_OLD, _NEW)),
    "rename_directive": Shape((_OLD, _NEW)),
    "change_default": Shape(
        (
            _TEMPLATE,
            _IN,
            _FIELD,
            Field("from", "", Raw(), say("the default before"), required=True),
            Field("decide", "", Flag(), say("whether a person decides, use by use")),
            _ABOUT,
        )
    ),
    "add_required": Shape(
        (
            _TEMPLATE,
            _IN,
            _FIELD,
            Field("with", "", Raw(), say("what outlines get that lack it")),
            _ABOUT,
        )
    ),
    "remove_template": Shape((_TEMPLATE, _ABOUT)),
    "remove_field": Shape((_TEMPLATE, _IN, _FIELD, _ABOUT)),
    "remove_layout": Shape((Field("layout", "", TEXT, required=True), _ABOUT)),
    "remove_directive": Shape((Field("directive", "", TEXT, required=True), _ABOUT)),
    "decide": Shape(
        (
            _TEMPLATE,
            _IN,
            Field("field", "", NAMES, say("the field")),
            Field("about", "", Words(), say("what a person has to decide"), required=True),
        )
    ),
}


class Change(Record):
    """One change: its kind where it was written, and what was said of it."""

    kind: Scalar
    template: Names | None = None
    path: tuple[Names, ...] = ()
    field: Names | None = None
    old: Any = None  # Names, a Scalar or a node, as the kind wants it
    new: Any = None
    thing: Scalar | None = None  # the layout or the directive that was removed
    by_hand: bool = False
    about: Message = NO_MESSAGE


class Migration(Record):
    """The changes that came with a version, in order."""

    file: str
    version: Version
    place: Any
    changes: tuple[Change, ...]


class _ChangeKind:
    """One change: its kind, and below it what changed."""

    def read(self, node: Node, report: Report) -> Change | None:
        if not isinstance(node, Mapping) or len(node.entries) != 1:
            hint = say("write it as '- rename_field: {example}'", example="{…}")
            wrong_type(node, say("one kind of change with what changed"), report, hint)
            return None
        kind, said = next(iter(node))
        if kind.text not in CHANGES:
            unknown_key(kind, CHANGES, report)
            return None
        found = Report()
        values = CHANGES[kind.text].read(said, found)
        report.diagnostics.extend(found.diagnostics)
        return None if values is None or found.failed else _change(kind, values)

    def schema(self, languages: tuple[str, ...]) -> Json:
        kinds = {name: shape.schema(languages) for name, shape in CHANGES.items()}
        return {
            "type": "object",
            "properties": kinds,
            "additionalProperties": False,
            "minProperties": 1,
            "maxProperties": 1,
        }


def _change(kind: Scalar, values: dict[str, Any]) -> Change:
    about = values.get("about")
    return Change(
        kind,
        values.get("template"),
        tuple(values.get("in") or ()),
        values.get("field"),
        values.get("from"),
        values.get("to") or values.get("with"),
        values.get("layout") or values.get("directive"),
        bool(values.get("decide")),
        Message("{words}", (("words", _bilingual(about)),)) if about else NO_MESSAGE,
    )


def _bilingual(about: dict[str, str]) -> Bilingual:
    return Bilingual(about.get("en", ""), about.get("zh", ""))


MIGRATION = Shape(
    (
        Field("to", "", VERSION, say("the version that brings the changes"), required=True),
        Field("about", "", Words(), say("what the version is about")),
        Field("changes", "", ListOf(_ChangeKind()), say("the changes, in order"), required=True),
    )
)


def read_migration(node: Node, file: str, report: Report) -> Migration | None:
    """The migration in the node of a file; faults go into ``report``."""
    values = MIGRATION.read(node, report)
    if values is None or values["to"] is None:
        return None
    assert isinstance(node, Mapping)
    changes = tuple(change for change in values["changes"] or () if change is not None)
    return Migration(file, values["to"], node.entries["to"][1].place, changes)


def parse_version(text: str) -> Version | None:
    """A version (PEP 440), or ``None`` if the text is none."""
    try:
        return Version(text)
    except InvalidVersion:
        return None
