"""A plan and the results of its texts become the form of a document."""

from functools import partial
from typing import Any

from markupsafe import Markup

from speechgen.document.holes import fill
from speechgen.document.numbers import NONE
from speechgen.document.tree import Block, Form, Line, Paragraph
from speechgen.expand.assemble import Caller, assemble
from speechgen.expand.block_lines import place_of_block
from speechgen.expand.constants import Constants
from speechgen.expand.fields import conversion_fault, convert
from speechgen.expand.limits import Budget
from speechgen.expand.markdown import inline_runs
from speechgen.expand.parts import Use
from speechgen.expand.plan import (
    BlockPlan,
    BodyPlan,
    ConstantPlan,
    DynamicPlan,
    FieldPlan,
    LinePlan,
    ListPlan,
    PlainPlan,
    RecordPlan,
    SectionPlan,
    SectionsPlan,
    SpeechPlan,
)
from speechgen.expand.program import Result
from speechgen.expand.scope import Site
from speechgen.expand.template import Templates
from speechgen.expand.values import FIELD, RECORD, UNIT
from speechgen.library.contract import ContractField
from speechgen.source.diagnostic import Report
from speechgen.source.messages import say
from speechgen.source.place import Place
from speechgen.source.record import Record

_BLANKS = " \t\u3000"  # hand-typed indents and what trails a line


class Expansion(Record):
    """One use of a template: where, which, and the Markdown that it made, its texts put in."""

    place: Place
    template: str
    markdown: str


class Builder:
    """Builds one form; faults go into ``report``, what templates make into ``expansions``."""

    def __init__(
        self,
        templates: Templates,
        result: Result,
        report: Report,
        expansions: list[Expansion] | None = None,
    ) -> None:
        self._expansions = expansions
        self._templates = templates
        self._texts = result.texts()
        self._values = result.values
        self.constants = Constants(result.values)
        self._report = report
        self._budget = Budget()
        self._series = 0

    def form(self, plan: SpeechPlan) -> Form:
        """The form of a speech, headings not yet numbered."""
        lines = {name: self.line(site) for name, site in plan.lines.items()}
        opening = self._body(plan.opening, 1)
        sections = self._sections(plan.sections, 1)
        closing = self._body(plan.closing, 1)
        return Form(**lines, blocks=opening + sections + closing)

    def title(self, plan: SpeechPlan) -> list[Line]:
        """The lines of the title as they were written, holes and all."""
        return [inline_runs(text) for site in plan.title for text in self._lines(site)]

    def line(self, site: Site) -> Line:
        """The runs of a text of one line; E206 if it has several."""
        lines = self._lines(site)
        if len(lines) > 1:
            message = say("this text must be one line; here it has {count}", count=len(lines))
            hint = say("a line break came in, perhaps with a value")
            self._report.error("E206", message, site.scalar.place, hint)
        return inline_runs(lines[0]) if lines else ()

    def _lines(self, site: Site) -> list[str]:
        text = self._text(site)
        return [line for part in text.split("\n") if (line := part.strip(_BLANKS))]

    def _text(self, site: Site) -> str:
        return self._texts[site.index] if site.static is None else site.static

    def _shown(self, when: Site | None) -> bool:
        return when is None or self._texts[when.index] == "1"

    def _body(self, plan: BodyPlan, level: int) -> tuple[Block, ...]:
        blocks: list[Block] = []
        for part in plan.parts:
            if isinstance(part, Site):
                blocks += [Paragraph(inline_runs(line)) for line in self._lines(part)]
            elif self._shown(part.when):
                caller = Caller(level, self._next_series(), part.place)
                blocks += self._use(part, caller, level + 1)
        return tuple(blocks)

    def _next_series(self) -> int:
        self._series += 1
        return self._series

    def _sections(self, plan: SectionsPlan, level: int) -> tuple[Block, ...]:
        series = self._next_series()
        blocks: list[Block] = []
        for section in plan.sections:
            if self._shown(section.block.when):
                blocks += self._section(section, plan, series, level)
        return tuple(blocks)

    def _section(
        self, section: SectionPlan, among: SectionsPlan, series: int, level: int
    ) -> tuple[Block, ...]:
        label = None if section.label is None else self._label(section.label)
        caller = Caller(
            level,
            series,
            section.block.place,
            among.style if label is None else NONE,
            among.start,
            label,
            section.run_in,
        )
        return self._use(section.block, caller, level + 1)

    def _use(self, plan: BlockPlan, caller: Caller, level: int) -> tuple[Block, ...]:
        """Render one template with its data; ``level`` is that of headings in its bodies."""
        use = Use(self._budget, self.constants)
        data: dict[str, Any] = {}
        try:
            for field in plan.template.contract.fields:
                use.field = field.name
                value = self._field(plan.fields[field.name], use, level)
                data[field.name] = value
                if field.zh:
                    data[field.zh] = value
            if any(value is None for value in data.values()):
                return ()  # told already
            markdown = self._templates.render(plan.template, data, use)
            if self._expansions is not None:
                shown = use.read(markdown)
                self._expansions.append(Expansion(plan.place, plan.template.name, shown))
            return assemble(markdown, use, caller)
        except (
            Exception
        ) as error:  # whatever a template's expressions raise is the template's fault
            block = partial(place_of_block, self._templates, plan.template, data, use)
            from speechgen.expand.template_faults import template_fault

            template_fault(plan, error, self._report, use, block)
        return ()

    def _field(self, plan: FieldPlan, use: Use, level: int) -> Any:
        if isinstance(plan, ConstantPlan):
            return Markup("") if plan.value == "" else plan.value
        if isinstance(plan, LinePlan):
            return use.give(self.line(plan.site))
        if isinstance(plan, BodyPlan):
            return use.give(self._body(plan, level))
        if isinstance(plan, SectionsPlan):
            return use.give(self._sections(plan, level))
        if isinstance(plan, PlainPlan):
            return self._converted(plan)
        if isinstance(plan, ListPlan):
            shown = (record for record in plan.records if self._shown(record.when))
            return [self._record(record, use, level) for record in shown]
        return self._dynamic(plan, use)

    def _record(self, record: RecordPlan, use: Use, level: int) -> Any:
        if not isinstance(record.fields, dict):
            return self._field(record.fields, use, level)
        found: dict[str, Any] = {}
        outer = use.field
        for name, plan in record.fields.items():
            use.field = f"{outer}.{name}"
            found[name] = self._field(plan, use, level)
        use.field = outer
        return found

    def _label(self, site: Site) -> str:
        """A label of an author's own, as it was typed; E206 if it has several lines."""
        self.line(site)
        return self._text(site)

    def _converted(self, plan: PlainPlan) -> Any:
        return self._convert(plan.field, self._texts[plan.site.index], plan.site)

    def _convert(self, field: ContractField, text: str, site: Site) -> Any:
        """A text as the type of its field; E306 if it is none."""
        try:
            return convert(field, text.strip(_BLANKS))
        except ValueError:
            self._report.error("E306", conversion_fault(field, text), site.scalar.place)
            return None

    def _dynamic(self, plan: DynamicPlan, use: Use) -> list[Any]:
        records = self._texts[plan.site.index].split(RECORD)[1:]
        return [self._dynamic_record(plan, record, use) for record in records]

    def _dynamic_record(self, plan: DynamicPlan, record: str, use: Use) -> Any:
        of = plan.field.of
        text, *named = record.split(UNIT)
        if isinstance(of, str):
            entry = ContractField(plan.field.name, type=of, choices=plan.field.choices)
            self._match(plan, named, ())
            return self._dynamic_value(entry, text, use, plan)
        found: dict[str, Any] = {field.name: Markup("") for field in of}
        for field, value in self._match(plan, named, of) if named else [(of[0], text)]:
            use.field = f"{plan.field.name}.{field.name}"
            found[field.name] = self._dynamic_value(field, value, use, plan)
        return found

    def _match(
        self, plan: DynamicPlan, named: list[str], of: tuple[ContractField, ...]
    ) -> list[tuple[ContractField, str]]:
        """The fields that an entry with keys gives; E306 for an unknown key, E117 for one twice."""
        fields = {name: field for field in of for name in (field.name, field.zh) if name}
        found: dict[str, tuple[ContractField, str]] = {}
        for part in named:
            key, text = part.split(FIELD, 1)
            if key not in fields:
                message = say(
                    "the list has a key '{key}' that '{block}' does not know",
                    key=key,
                    block=plan.called,
                )
                self._report.error("E306", message, plan.site.scalar.place)
            elif fields[key].name in found:
                message = say("'{key}' stands here a second time", key=key)
                self._report.error("E117", message, plan.site.scalar.place)
            else:
                found[fields[key].name] = fields[key], text
        return list(found.values())

    def _dynamic_value(self, field: ContractField, text: str, use: Use, plan: DynamicPlan) -> Any:
        if field.type not in ("text", "body"):
            return self._convert(field, fill(text, self._values), plan.site)
        lines = [line for part in text.split("\n") if (line := part.strip(_BLANKS))]
        if field.type == "body":
            return use.give(tuple(Paragraph(inline_runs(line)) for line in lines))
        if len(lines) > 1:
            message = say("this text must be one line; here it has {count}", count=len(lines))
            self._report.error("E206", message, plan.site.scalar.place)
        return use.give(inline_runs(lines[0])) if lines else Markup("")
