"""What ``variants:`` (分发) says: where the rows are and what each document is called."""

from typing import Any

from speechgen.source.diagnostic import Report
from speechgen.source.messages import say
from speechgen.source.nodes import Node, Scalar
from speechgen.source.record import Record
from speechgen.source.schema import Field, Json, ListOf, Shape, Text

VARIANTS = Shape(
    (
        Field("data", "数据", Text(), say("the rows: a CSV, XLSX, YAML or JSON file, or a URL")),
        Field("sheet", "工作表", Text(), say("the sheet of a workbook; left out, the first")),
        Field("query", "查询", Text(), say("the query, or the table, of a database")),
        Field("name", "文件名", Text(), say("the name of each document: {{ code }}-{{ place }}")),
        Field(
            "identity",
            "标识",
            ListOf(Text(), single=True),
            say("variables whose values must not turn up in another variant"),
            default=(),
        ),
        Field("level", "层级", Text(), say("the variable that names the level: 省 市 县 区 镇")),
        Field(
            "mentions",
            "提及",
            ListOf(Text(), single=True),
            say("names that stand in the outline on purpose"),
            default=(),
        ),
    )
)


class Variants(Record):
    """The checked values of ``variants:``; whatever was left out is empty."""

    data: Scalar | None = None
    sheet: Scalar | None = None
    query: Scalar | None = None
    name: Scalar | None = None
    identity: tuple[Scalar, ...] = ()
    level: Scalar | None = None
    mentions: tuple[Scalar, ...] = ()


def read_variants(node: Node | None) -> Variants:
    """What an outline says about its variants; raises every fault of it (E12x)."""
    if node is None:
        return Variants()
    report = Report()
    values = VARIANTS.read(node, report)
    report.check()
    return Variants(**(values or {}))


class VariantsKind:
    """Kept as it stands, for ``build`` ignores it; the schema tells editors what it may hold."""

    def read(self, node: Node, report: Report) -> Any:
        """The node itself."""
        return node

    def schema(self, languages: tuple[str, ...]) -> Json:
        """The schema of its keys."""
        return VARIANTS.schema(languages)
