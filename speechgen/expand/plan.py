"""The plan of a speech: an outline bound to the templates of a library, every text a site.

Planning finds everything that can be wrong before any value is known: unknown templates and
fields, data that breaks a contract, expressions that cannot be read, names that nothing declares.
"""

from dataclasses import dataclass, field
from typing import TypeAlias

from speechgen.document.numbers import NONE, NumberStyle
from speechgen.expand.scope import Scope, Site
from speechgen.library.contract import ContractField
from speechgen.library.template import SectionTemplate
from speechgen.source.place import Place


@dataclass(slots=True)
class LinePlan:
    """A text of one line."""

    site: Site


@dataclass(slots=True)
class PlainPlan:
    """A word, a number, a date that only rendering can tell."""

    site: Site
    field: ContractField


@dataclass(slots=True)
class ConstantPlan:
    """A value that is known."""

    value: object


@dataclass(slots=True)
class RecordPlan:
    """One entry of a list: a record of fields, or a single field."""

    fields: "dict[str, FieldPlan] | FieldPlan"
    when: Site | None = None


@dataclass(slots=True)
class ListPlan:
    """A list written out entry by entry."""

    records: list[RecordPlan]


@dataclass(slots=True)
class DynamicPlan:
    """A list that an expression gives."""

    site: Site
    field: ContractField


@dataclass(slots=True)
class BlockPlan:
    """A template and its data. ``names`` are the Chinese names of fields, to the English ones."""

    template: SectionTemplate
    place: Place
    fields: "dict[str, FieldPlan]" = field(default_factory=dict)
    when: Site | None = None


@dataclass(slots=True)
class BodyPlan:
    """Texts and blocks in order."""

    parts: "list[Site | BlockPlan]"


@dataclass(slots=True)
class SectionPlan:
    """A section: a block whose first heading is numbered by the section around it."""

    block: BlockPlan
    sections: "SectionsPlan"
    label: Site | None
    run_in: bool | None


@dataclass(slots=True)
class SectionsPlan:
    """The sections inside something, and how they are numbered."""

    style: NumberStyle = NONE
    start: int | None = None
    sections: list[SectionPlan] = field(default_factory=list)


FieldPlan: TypeAlias = (
    LinePlan | PlainPlan | ConstantPlan | ListPlan | DynamicPlan | BodyPlan | SectionsPlan
)


@dataclass(slots=True)
class SpeechPlan:
    """Everything of an outline that is rendered; ``root`` is the scope of its own texts."""

    root: Scope
    title: list[Site] = field(default_factory=list)
    lines: dict[str, Site] = field(default_factory=dict)
    opening: BodyPlan = field(default_factory=lambda: BodyPlan([]))
    sections: SectionsPlan = field(default_factory=SectionsPlan)
    closing: BodyPlan = field(default_factory=lambda: BodyPlan([]))
