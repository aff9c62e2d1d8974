"""What a section template does with its data, read from its text alone: nothing is run.

Every arm of every ``if`` is followed, and every file that is included. What cannot be followed,
such as data handed to a filter of which nothing is known, counts as used in every part.
"""

from collections.abc import Iterator

from speechgen.expand.syntax import parsed
from speechgen.expand.template import Templates
from speechgen.expand.uses_values import Uses, names_of, value_of
from speechgen.expand.uses_walk import Walk
from speechgen.library.contract import ContractField
from speechgen.library.template import SectionTemplate
from speechgen.source.diagnostic import Report, SpeechgenError
from speechgen.source.nodes import Source
from speechgen.source.record import Record

_PARTS = ("text", "body")  # what a template only can print


class Unused(Record):
    """A field that a template declares and does not use, or a text that it only looks at."""

    field: ContractField
    path: str
    looked_at: bool


def uses_of(templates: Templates, template: SectionTemplate) -> Uses:
    """What a template that can be compiled does with its fields."""
    fields = template.contract.fields
    source = Source(template.file, "\n" * (template.body_line - 1) + template.body)
    uses = Uses()
    known = {name: value_of(field, field.name) for field in fields for name in names_of(field)}
    try:
        Walk(templates.env, source, uses, known).template()
    except RecursionError:  # macros and files inside each other, deeper than any sense
        uses.all_known = False
    return uses


def can_be_parsed(templates: Templates, template: SectionTemplate) -> bool:
    """Whether Jinja can read a template, whatever else is wrong with it."""
    source = Source(template.file, template.body)
    return parsed(templates.env, source.text, source.place, Report()) is not None


def included_files(templates: Templates) -> set[str] | None:
    """The files that the templates of a library take in; ``None`` if that cannot be known."""
    found: set[str] = set()
    for name in templates.library.template_names:
        try:
            template = templates.library.template(name)
        except SpeechgenError:
            return None
        if not templates.compile(template, Report()):
            return None
        uses = uses_of(templates, template)
        if not uses.all_known:
            return None
        found |= uses.included
    return found


def unused(fields: tuple[ContractField, ...], uses: Uses, outer: str = "") -> Iterator[Unused]:
    """Each field that a template declares and does not use.

    A text that is only looked at, as a condition, would be lost: it must be printed.
    """
    for field in fields:
        path = f"{outer}.{field.name}" if outer else field.name
        if path not in uses.looked_at:
            yield Unused(field, path, False)
        elif field.type in _PARTS and path not in uses.printed:
            yield Unused(field, path, True)
        elif field.type == "list" and isinstance(field.of, tuple):
            yield from unused(field.of, uses, path)
        elif field.type == "list" and field.of in _PARTS and f"{path}[]" not in uses.printed:
            yield Unused(field, path, True)
