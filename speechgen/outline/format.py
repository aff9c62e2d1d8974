"""The outline format, version 1, declared once: validation and the JSON Schema come from it.

The order of the fields is the order in which a writer meets them.
"""

from typing import Any

from speechgen.document.numbers import parse_number_style
from speechgen.outline.kinds import (
    BodyKind,
    LineKind,
    RequiredKind,
    SectionsKind,
    SpeakerKind,
    VarsKind,
    VersionKind,
)
from speechgen.outline.variants import VariantsKind
from speechgen.source.messages import say
from speechgen.source.reference import ReferenceKind
from speechgen.source.schema import Field, Flag, ListOf, Parsed, Shape, Text, Whole

TEXT = Text()
LINE = LineKind()
BODY = BodyKind()
NUMBERING = Parsed(
    parse_number_style,
    "E401",
    say("'{text}' names no number style"),
    say("name a style by its first label: 一、 （一） 1. 第一， 一是 一要 其一， ① 首先， none"),
    {
        "type": ["string", "number"],
        "examples": [
            "一、",
            "（一）",
            "1.",
            "（1）",
            "1、",
            "第一，",
            "一是",
            "一要",
            "其一，",
            "①",
            "首先，",
            "none",
        ],
    },
)

_WHEN = Field(
    "when",
    "条件",
    TEXT,
    say("an expression; left out of the speech, and not counted, where it is false"),
)

_OF_THE_OUTLINE = say("it is a key of the outline: it begins in the first column")
_OF_A_SECTION = say("it is a key of a section: it stands under the dash, as far in as its heading")

SECTION: Shape = Shape(
    (
        Field("heading", "小标题", TEXT, say("the heading of the section")),
        _WHEN,
        Field(
            "label",
            "标号",
            TEXT,
            say("a label of its own instead of the computed number: a text, or none; not counted"),
        ),
        Field("start", "起始", Whole(1), say("the number at which this section's children begin")),
        Field(
            "numbering",
            "编号",
            NUMBERING,
            say("the number style of the children, named by its first label"),
        ),
        Field("run_in", "接排", Flag(), say("whether heading and text make one paragraph")),
        Field("template", "模板", TEXT, say("the section template; left out: section")),
        Field("body", "正文", BODY, say("the text, or a list of texts and blocks"), default=()),
        Field(
            "sections",
            "分节",
            SectionsKind(lambda: SECTION),
            say("the sections inside this one"),
            default=(),
        ),
        Field("after", "节后", BODY, say("text that follows the inner sections"), default=()),
    ),
    rest="data",
    elsewhere=lambda key: _OF_THE_OUTLINE if key in OUTLINE.keys else None,
)

OUTLINE: Shape = Shape(
    (
        Field("speechgen", "格式", VersionKind(), say("the version of the outline format: 1")),
        Field(
            "library",
            "模板库",
            ReferenceKind(),
            say("the template library: a path or one in git; left out, the one that ships"),
        ),
        Field("layout", "版式", TEXT, say("a layout of the library; left out: standard")),
        Field(
            "title",
            "标题",
            ListOf(LINE, single=True),
            say("the title; a list of lines is broken exactly so"),
            default=(),
        ),
        Field("subtitle", "副标题", LINE, say("the subtitle; the dash is put before it")),
        Field("speaker", "讲话人", SpeakerKind(), say("post and name, or one text")),
        Field("date", "日期", LINE, say("a date (2026-03-01), or any text")),
        Field("mark", "稿别", LINE, say("a mark such as 送审稿, printed in the header")),
        Field("salutation", "称谓", LINE, say("the salutation: 同志们：")),
        Field("vars", "变量", VarsKind(), say("the variables and their values"), default=()),
        Field(
            "required",
            "必填",
            RequiredKind(),
            say("variables that each variant must bring; names, or names with types"),
            default=(),
        ),
        Field("opening", "开头", BODY, say("the opening, up to the first section"), default=()),
        Field(
            "numbering", "编号", NUMBERING, say("the number style of the sections; left out: 一、")
        ),
        Field(
            "sections",
            "分节",
            SectionsKind(lambda: SECTION),
            say("the sections of the speech"),
            default=(),
        ),
        Field("closing", "结尾", BODY, say("the closing call"), default=()),
        Field(
            "variants",
            "分发",
            VariantsKind(),
            say("what speechgen batch needs; build ignores it"),
        ),
    ),
    elsewhere=lambda key: _OF_A_SECTION if key in SECTION.keys else None,
)


def outline_schema(
    languages: tuple[str, ...] = ("en", "zh"), blocks: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of an outline.

    ``languages`` are the languages of the key names that it allows; ``blocks`` maps the name of
    each known block to the schema of its data.
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "speechgen outline",
        **OUTLINE.schema(languages),
        "$defs": {
            "section": _section_schema(languages),
            "body": BODY.definition(blocks or {}, languages),
        },
    }


def _section_schema(languages: tuple[str, ...]) -> dict[str, Any]:
    """The schema of a section; only one that names its template may hold further keys."""
    schema = SECTION.schema(languages)
    named = [{"required": [key]} for key in _TEMPLATE if key in schema["properties"]]
    known = {"propertyNames": {"enum": list(schema["properties"])}}
    return {**schema, "if": {"not": {"anyOf": named}}, "then": known}


_TEMPLATE = ("template", "模板")
