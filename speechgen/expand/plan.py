"""The plan of a speech: an outline bound to the templates of a library, every text a site.

Planning finds everything that can be wrong before any value is known: unknown templates and
fields, data that breaks a contract, expressions that cannot be read, names that nothing declares.
"""

from typing import NamedTuple, TypeAlias

from speechgen.document.numbers import NumberStyle
from speechgen.expand.scope import Scope, Site
from speechgen.library.contract import ContractField
from speechgen.library.template import SectionTemplate
from speechgen.source.place import Place


class LinePlan(NamedTuple):
    """A text of one line."""

    site: Site


class PlainPlan(NamedTuple):
    """A word, a number, a date that only rendering can tell."""

    site: Site
    field: ContractField


class ConstantPlan(NamedTuple):
    """A value that is known."""

    value: object


class RecordPlan(NamedTuple):
    """One entry of a list: a record of fields, or a single field."""

    fields: "dict[str, FieldPlan] | FieldPlan"
    when: Site | None = None


class ListPlan(NamedTuple):
    """A list written out entry by entry."""

    records: list[RecordPlan]


class DynamicPlan(NamedTuple):
    """A list that an expression gives; ``called`` is what the outline calls the field."""

    site: Site
    field: ContractField
    called: str


class BlockPlan(NamedTuple):
    """A template and its data."""

    template: SectionTemplate
    place: Place
    fields: "dict[str, FieldPlan]"
    when: Site | None


class BodyPlan(NamedTuple):
    """Texts and blocks in order."""

    parts: "list[Site | BlockPlan]"


class SectionPlan(NamedTuple):
    """A section: a block whose first heading is numbered by the section around it."""

    block: BlockPlan
    sections: "SectionsPlan"
    label: Site | None
    run_in: bool | None


class SectionsPlan(NamedTuple):
    """The sections inside something, and how they are numbered."""

    style: NumberStyle
    start: int | None
    sections: list[SectionPlan]


FieldPlan: TypeAlias = (
    LinePlan | PlainPlan | ConstantPlan | ListPlan | DynamicPlan | BodyPlan | SectionsPlan
)


class SpeechPlan(NamedTuple):
    """Everything of an outline that is rendered; ``root`` is the scope of its own texts."""

    root: Scope
    title: list[Site]
    lines: dict[str, Site]
    opening: BodyPlan
    sections: SectionsPlan
    closing: BodyPlan
