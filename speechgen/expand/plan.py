"""The plan of a speech: an outline bound to the templates of a library, every text a site.

Planning finds everything that can be wrong before any value is known: unknown templates and
fields, data that breaks a contract, expressions that cannot be read, names that nothing declares.

Plain classes: eleven named tuples would take two milliseconds of every cold start.
"""

from typing import TypeAlias

from speechgen.document.numbers import NumberStyle
from speechgen.expand.scope import Scope, Site
from speechgen.library.contract import ContractField
from speechgen.library.template import SectionTemplate
from speechgen.source.place import Place


class LinePlan:
    """A text of one line."""

    __slots__ = ("site",)

    def __init__(self, site: Site) -> None:
        self.site = site


class PlainPlan:
    """A word, a number, a date that only rendering can tell."""

    __slots__ = ("field", "site")

    def __init__(self, site: Site, field: ContractField) -> None:
        self.site = site
        self.field = field


class ConstantPlan:
    """A value that is known."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value


class RecordPlan:
    """One entry of a list: a record of fields, or a single field."""

    __slots__ = ("fields", "when")

    def __init__(
        self, fields: "dict[str, FieldPlan] | FieldPlan", when: Site | None = None
    ) -> None:
        self.fields = fields
        self.when = when


class ListPlan:
    """A list written out entry by entry."""

    __slots__ = ("records",)

    def __init__(self, records: list[RecordPlan]) -> None:
        self.records = records


class DynamicPlan:
    """A list that an expression gives; ``called`` is what the outline calls the field."""

    __slots__ = ("called", "field", "site")

    def __init__(self, site: Site, field: ContractField, called: str) -> None:
        self.site = site
        self.field = field
        self.called = called


class BlockPlan:
    """A template and its data."""

    __slots__ = ("fields", "place", "template", "when")

    def __init__(
        self,
        template: SectionTemplate,
        place: Place,
        fields: "dict[str, FieldPlan]",
        when: Site | None,
    ) -> None:
        self.template = template
        self.place = place
        self.fields = fields
        self.when = when


class BodyPlan:
    """Texts and blocks in order."""

    __slots__ = ("parts",)

    def __init__(self, parts: "list[Site | BlockPlan]") -> None:
        self.parts = parts


class SectionPlan:
    """A section: a block whose first heading is numbered by the section around it."""

    __slots__ = ("block", "label", "run_in", "sections")

    def __init__(
        self, block: BlockPlan, sections: "SectionsPlan", label: Site | None, run_in: bool | None
    ) -> None:
        self.block = block
        self.sections = sections
        self.label = label
        self.run_in = run_in


class SectionsPlan:
    """The sections inside something, and how they are numbered."""

    __slots__ = ("sections", "start", "style")

    def __init__(self, style: NumberStyle, start: int | None, sections: list[SectionPlan]) -> None:
        self.style = style
        self.start = start
        self.sections = sections


FieldPlan: TypeAlias = (
    LinePlan | PlainPlan | ConstantPlan | ListPlan | DynamicPlan | BodyPlan | SectionsPlan
)


class SpeechPlan:
    """Everything of an outline that is rendered; ``root`` is the scope of its own texts."""

    __slots__ = ("closing", "lines", "opening", "root", "sections", "title")

    def __init__(
        self,
        root: Scope,
        title: list[Site],
        lines: dict[str, Site],
        opening: BodyPlan,
        sections: SectionsPlan,
        closing: BodyPlan,
    ) -> None:
        self.root = root
        self.title = title
        self.lines = lines
        self.opening = opening
        self.sections = sections
        self.closing = closing
