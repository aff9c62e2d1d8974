"""Binds an outline to a library: :class:`SpeechPlan` out, every fault reported."""

import re
from contextlib import suppress

from speechgen.document.numbers import NONE, NumberStyle, parse_number_style
from speechgen.expand.fields import EXPANDED, kind_of
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
from speechgen.expand.scope import ITEM_NAMES, SECTION_NAMES, Child, Mode, Scope, Site
from speechgen.expand.template import Templates
from speechgen.expand.texts import has_tag
from speechgen.expand.typed_numbers import check_heading, check_items
from speechgen.library.contract import ContractField
from speechgen.library.library import Library
from speechgen.library.template import SectionTemplate
from speechgen.outline.format import BODY, SECTION
from speechgen.outline.kinds import WHEN_KEYS
from speechgen.outline.model import Block, Body, Outline, Section
from speechgen.source.diagnostic import Report, SpeechgenError
from speechgen.source.messages import Message, say
from speechgen.source.misfit import near_miss, unknown_key, wrong_type
from speechgen.source.nodes import Mapping, Node, Scalar, Sequence, is_empty
from speechgen.source.place import Place

# The default number styles by depth (GB/T 9704-2012, 7.3.3): 一、 then （一） then 1. then （1）.
DEFAULT_STYLES = tuple(parse_number_style(name) for name in ("一、", "（一）", "1.", "（1）"))
_NAMED = re.compile(r"(\w{1,16})：")
_SECTION_KEYS = {field.name: field.zh for field in SECTION.fields}
_OWN_FIELDS = ("heading", "body", "sections", "after")


class Planner:
    """Plans one outline; ``templates`` compiles what it uses."""

    def __init__(self, library: Library, templates: Templates, report: Report) -> None:
        self._library = library
        self._templates = templates
        self._report = report

    def plan(self, outline: Outline) -> SpeechPlan:
        """The plan of an outline; faults go into the report."""
        root = Scope(SECTION_NAMES)
        title = [root.add(line, Mode.BODY) for line in outline.title]
        lines = self._lines(outline, root)
        opening = self._body(outline.opening, root)
        style = outline.numbering or DEFAULT_STYLES[0]
        sections = self._sections(outline.sections, root, style, None, 1)
        closing = self._body(outline.closing, root)
        return SpeechPlan(root, title, lines, opening, sections, closing)

    def _lines(self, outline: Outline, root: Scope) -> dict[str, Site]:
        """The lines around the title, by the names that a form gives them."""
        speaker = outline.speaker
        texts = {
            "subtitle": outline.subtitle,
            "post": speaker.post if speaker else None,
            "name": speaker.name if speaker else None,
            "date": outline.date,
            "mark": outline.mark,
            "salutation": outline.salutation,
        }
        modes = {"date": Mode.DATE}
        return {
            name: root.add(text, modes.get(name, Mode.LINE)) for name, text in texts.items() if text
        }

    def _sections(
        self,
        sections: tuple[Section, ...],
        scope: Scope,
        style: NumberStyle | None,
        start: int | None,
        depth: int,
    ) -> SectionsPlan:
        default = DEFAULT_STYLES[min(depth, len(DEFAULT_STYLES)) - 1]
        found = SectionsPlan(style if style is not None else default, start, [])
        for section in sections:
            plan = self._section(section, scope, found.style, depth)
            if plan is not None:
                found.sections.append(plan)
        return found

    def _section(
        self, section: Section, outer: Scope, style: NumberStyle, depth: int
    ) -> SectionPlan | None:
        template = self._template(section.template) if section.template else self._default(section)
        if template is None:
            return None
        scope = Scope(SECTION_NAMES, outer)
        uncounted = section.label is not None
        child = outer.add_child(scope, section.when, counted=not uncounted)
        block = BlockPlan(template, section.name.place, {}, child.when)
        label = scope.add(section.label, Mode.LINE) if section.label else None
        if section.heading and not uncounted:
            check_heading(section.heading, style, self._report)
        inner = self._own_fields(section, scope, child, block, depth)
        data = Mapping(section.name.place, flow=False)
        data.entries = section.data or {}
        called = section.template or section.name
        self._fields(template, data, scope, block, called, skip=_OWN_FIELDS)
        return SectionPlan(block, inner, label, section.run_in)

    def _own_fields(
        self, section: Section, scope: Scope, child: Child, block: BlockPlan, depth: int
    ) -> SectionsPlan:
        """What every section has; a template that does not take it would lose it."""
        inner = self._sections(section.sections, scope, section.numbering, section.start, depth + 1)
        heading = scope.add(section.heading, Mode.LINE) if section.heading else None
        plans: dict[str, FieldPlan | None] = {
            "heading": LinePlan(heading) if heading else None,
            "body": self._body(section.body, scope),
            "sections": inner,
            "after": self._body(section.after, scope),
        }
        if heading:
            child.fields = {"heading": heading, "小标题": heading}
        declared = {field.name for field in block.template.contract.fields}
        given = {
            "heading": section.heading,
            "body": section.body,
            "sections": section.sections,
            "after": section.after,
        }
        for name, plan in plans.items():
            if name in declared:
                block.fields[name] = plan or ConstantPlan("")
            elif given[name]:
                self._takes_no(block.template, name, section.name)
        return inner

    def _takes_no(self, template: SectionTemplate, name: str, section: Scalar) -> None:
        called = name if section.text.isascii() else _SECTION_KEYS[name]
        message = say(
            "the template '{template}' takes no '{field}'", template=template.name, field=called
        )
        hint = say("declare and print it in {file}, or leave it out here", file=template.file)
        self._report.error("E306", message, section.place, hint)

    def _default(self, section: Section) -> SectionTemplate | None:
        return self._named("section", section.name.place)

    def _template(self, name: Scalar) -> SectionTemplate | None:
        return self._named(name.text, name.place)

    def _named(
        self, name: str, place: Place, hint: Message | None = None
    ) -> SectionTemplate | None:
        """The compiled template of that name; E302 if the library has none."""
        try:
            template = self._library.find_template(name)
        except SpeechgenError as error:
            self._report.take(error)
            return None
        if template is None:
            self._not_found(name, place, hint)
            return None
        return template if self._templates.compile(template, self._report) else None

    def _not_found(self, name: str, place: Place, hint: Message | None) -> None:
        """E302; and for a Chinese name, what keeps it from being read where it may be written."""
        library, report = self._library, self._report
        if library.broken_headers and not name.isascii():
            hint = say("it may be the name of a template whose header cannot be read")
            report.diagnostics += [d for d in library.broken_headers if d not in report.diagnostics]
        hint = near_miss(name, (*library.template_names, *library.chinese_names)) or hint
        report.error("E302", say("the library has no block '{name}'", name=name), place, hint)

    def _body(self, body: Body, scope: Scope) -> BodyPlan:
        parts: list[Site | BlockPlan] = []
        for part in body:
            if isinstance(part, Block):
                block = self._block(part, scope)
                parts.extend([block] if block else [])
            else:
                self._no_block(part)
                parts.append(scope.add(part, Mode.BODY))
        return BodyPlan(parts)

    def _no_block(self, text: Scalar) -> None:
        """Warn of a text that begins as a block does, with a full-width colon (W134)."""
        found = None if text.style else _NAMED.match(text.text)
        if found is None or self._library.find_template(found[1]) is None:
            return
        message = say("this is printed as a text; it begins like the block '{name}'", name=found[1])
        hint = say(
            "if the block is meant, write a half-width colon and a blank: '- {name}: …'; "
            "if the text is, put it in quotes",
            name=found[1],
        )
        self._report.warning("W134", message, text.at(0, len(found[0])), hint)

    def _block(self, block: Block, outer: Scope) -> BlockPlan | None:
        hint = say("if this is a text, put it in quotes, or write the full-width colon ：")
        template = self._named(block.name.text, block.name.place, hint)
        if template is None:
            return None
        data = self._as_mapping(block.data, template, block.name)
        if data is None:
            return None
        when = block.when
        for key, value in data:
            if key.text in WHEN_KEYS and isinstance(value, Scalar) and not is_empty(value):
                when = value
        scope = Scope(ITEM_NAMES, outer)
        child = outer.add_child(scope, when)
        plan = BlockPlan(template, block.name.place, {}, child.when)
        self._fields(template, data, scope, plan, block.name)
        return plan

    def _as_mapping(self, node: Node, template: SectionTemplate, name: Scalar) -> Mapping | None:
        """The data of a block; one text is its first field, a list its first list."""
        if isinstance(node, Mapping):
            return node
        wanted = "list" if isinstance(node, Sequence) else None
        fields = [f for f in template.contract.fields if wanted is None or f.type == wanted]
        if not fields:
            wrong_type(node, say("keys with values"), self._report)
            return None
        data = Mapping(node.place, flow=False)
        if not is_empty(node):
            key = Scalar(fields[0].name, name.place, name.source, name.start, name.end, None)
            data.entries[key.text] = (key, node)
        return data

    def _fields(
        self,
        template: SectionTemplate,
        data: Mapping,
        scope: Scope,
        plan: BlockPlan,
        called: Scalar,
        skip: tuple[str, ...] = (),
    ) -> None:
        """Plan every field of a contract; unknown keys and missing fields are reported.

        ``called`` is what the outline calls the template.
        """
        declared = [f for f in template.contract.fields if f.name not in skip]
        given = self._match(declared, data)
        counted = _counted_field(template)
        for field in declared:
            key, node = given.get(field.name, (None, field.default))
            if node is None or is_empty(node):
                plan.fields[field.name] = ConstantPlan([] if field.type == "list" else "")
                if field.required:
                    self._missing(called, field, data)
                continue
            found = self._field(field, node, scope, field is counted)
            if isinstance(found, DynamicPlan) and key:
                found = DynamicPlan(found.site, found.field, key.text)
            plan.fields[field.name] = found
            style = _style_of_items(template, given) if field is counted else NONE
            check_items(node, field, style, self._report)

    def _missing(self, called: Scalar, field: ContractField, data: Mapping) -> None:
        name = _name_for(field, called, *(key for key, _ in data))
        message = say("'{block}' needs '{field}'", block=called.text, field=name)
        hint = field.about if field.about.template else None
        self._report.error("E306", message, called.place, hint)

    def _match(
        self, fields: list[ContractField], data: Mapping
    ) -> dict[str, tuple[Scalar | None, Node | None]]:
        """What was given for each field, and the key that it was given under."""
        names = {name: f.name for f in fields for name in (f.name, f.zh) if name}
        found: dict[str, tuple[Scalar | None, Node | None]] = {}
        for key, value in data:
            if key.text in WHEN_KEYS:
                continue
            name = names.get(key.text)
            if name is None:
                unknown_key(key, names, self._report)
            elif name in found:
                message = say("'{key}' stands here a second time", key=key.text)
                self._report.error("E117", message, key.place)
            else:
                found[name] = key, value
        return found

    def _field(self, field: ContractField, node: Node, scope: Scope, counted: bool) -> FieldPlan:
        if field.type == "text":
            return self._line(node, scope)
        if field.type == "body":
            return self._body(BODY.read(node, self._report), scope)
        if field.type == "list":
            return self._list(field, node, scope, counted)
        if isinstance(node, Scalar) and field.type not in EXPANDED and has_tag(node.text):
            return PlainPlan(scope.add(node, Mode.PLAIN), field)
        return ConstantPlan(kind_of(field).read(node, self._report))

    def _line(self, node: Node, scope: Scope) -> FieldPlan:
        if isinstance(node, Scalar):
            return LinePlan(scope.add(node, Mode.LINE))
        wrong_type(node, say("a text"), self._report)
        return ConstantPlan("")

    def _list(self, field: ContractField, node: Node, scope: Scope, counted: bool) -> FieldPlan:
        if isinstance(node, Scalar):
            site = scope.add(node, Mode.LIST)
            if counted:
                scope.dynamic = site
                fields = field.of if isinstance(field.of, tuple) else ()
                scope.entry_fields = tuple((of.name, of.zh) for of in fields)
            return DynamicPlan(site, field, field.name)
        if not isinstance(node, Sequence):
            wrong_type(node, say("a list"), self._report, say("put a dash before each item"))
            return ConstantPlan([])
        return ListPlan([self._record(field, item, scope, counted) for item in node.items])

    def _record(self, field: ContractField, node: Node, outer: Scope, counted: bool) -> RecordPlan:
        scope = Scope((), outer)
        when = None
        if isinstance(node, Mapping):
            for key in WHEN_KEYS:
                if key in node.entries and isinstance(node.entries[key][1], Scalar):
                    when = node.entries[key][1]
        assert when is None or isinstance(when, Scalar)
        child = outer.add_child(scope, when, counted)
        if isinstance(field.of, str):
            entry = ContractField(field.name, type=field.of, choices=field.choices)
            return RecordPlan(self._field(entry, node, scope, False), child.when)
        return RecordPlan(self._record_fields(field.of, node, scope, child), child.when)

    def _record_fields(
        self, fields: tuple[ContractField, ...], node: Node, scope: Scope, child: Child
    ) -> dict[str, FieldPlan]:
        plans: dict[str, FieldPlan] = {
            f.name: ConstantPlan([] if f.type == "list" else "") for f in fields
        }
        given: dict[str, tuple[Scalar | None, Node | None]]
        if isinstance(node, Scalar):
            given = {fields[0].name: (None, node)}
        elif isinstance(node, Mapping):
            given = self._match(list(fields), node)
        else:
            wrong_type(node, say("a text, or keys with values"), self._report)
            return plans
        for field in fields:
            _, value = given.get(field.name, (None, field.default))
            if value is None or is_empty(value):
                if field.required:
                    name = _name_for(field, *(key for key, _ in given.values() if key))
                    self._report.error(
                        "E306", say("'{field}' is missing here", field=name), node.place
                    )
                continue
            plan = self._field(field, value, scope, False)
            plans[field.name] = plan
            _name_for_others(child, field, plan)
        return plans


def _name_for_others(child: Child, field: ContractField, plan: FieldPlan) -> None:
    """Let the texts around say ``items[0].lead``."""
    if isinstance(plan, LinePlan):
        child.fields |= {name: plan.site for name in (field.name, field.zh) if name}
    elif isinstance(plan, BodyPlan) and len(plan.parts) == 1 and isinstance(plan.parts[0], Site):
        child.fields |= {name: plan.parts[0] for name in (field.name, field.zh) if name}


def _name_for(field: ContractField, *written: Scalar) -> str:
    """What a field is called in the language of the keys beside it."""
    chinese = any(not key.text.isascii() for key in written)
    return field.zh if chinese and field.zh else field.name


def _style_of_items(
    template: SectionTemplate, given: dict[str, tuple[Scalar | None, Node | None]]
) -> NumberStyle:
    """The number style of a block's items; the default one where only rendering tells it."""
    for field in template.contract.fields:
        if field.type == "numbering":
            _, node = given.get(field.name, (None, field.default))
            name = node.text if isinstance(node, Scalar) and not has_tag(node.text) else "一、"
            with suppress(ValueError):  # told already
                return parse_number_style(name)
    return NONE


def _counted_field(template: SectionTemplate) -> ContractField | None:
    """The list that ``items`` means: the field of that name, else the first list."""
    lists = [field for field in template.contract.fields if field.type == "list"]
    named = [field for field in lists if field.name in ITEM_NAMES]
    return next(iter(named + lists), None)
