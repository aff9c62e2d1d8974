"""Where in a template something went wrong."""

import re
from collections.abc import Callable
from types import TracebackType

from jinja2 import UndefinedError

from speechgen.expand.assemble import BlockFault, NotPrinted
from speechgen.expand.environment import Environment
from speechgen.expand.faults import classify, hint_for, undefined_name
from speechgen.expand.limits import FullError
from speechgen.expand.parts import Use
from speechgen.expand.plan import BlockPlan
from speechgen.expand.template import Refusal
from speechgen.expand.texts import name_offset
from speechgen.library.contract import ContractField
from speechgen.library.template import SectionTemplate
from speechgen.source.diagnostic import Report, SpeechgenError
from speechgen.source.files import read_text
from speechgen.source.nodes import Source
from speechgen.source.place import Place

_BREAK = re.compile("\r\n|\r|\n")
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")


def template_fault(
    plan: BlockPlan,
    error: Exception,
    report: Report,
    use: Use,
    block: Callable[[int], Place | None],
) -> None:
    """Report a fault inside a template: its line, and the line of the outline that used it.

    ``use`` tells what the parts are, ``block`` where the block of a number comes from.
    """
    if isinstance(error, SpeechgenError):  # a file that an expression reads is at fault
        report.diagnostics += [d._replace(trace=(*d.trace, plan.place)) for d in error.diagnostics]
        return
    if isinstance(error, FullError):
        report.error("E205", error.message, plan.place, error.hint)
        return
    if isinstance(error, Refusal):
        report.error(error.code, error.message, plan.place)
        return
    if isinstance(error, BlockFault):
        place, error = block(error.number), error.fault
    elif isinstance(error, NotPrinted):
        place = _name_place(plan.template, error.name)
    else:
        place = _running_place(error)
    code, message = classify(error)
    place = place or Place(plan.template.file, plan.template.body_line, 1)
    report.error(code, use.readable(message), place, hint_for(error), (plan.place,))


def _name_place(template: SectionTemplate, name: str) -> Place | None:
    """Where a template names a field (``items.text`` for one of an entry): in its body, else in its
    header.
    """
    outer, dot, name = name.rpartition(".")
    body = Source(template.file, "\n" * (template.body_line - 1) + template.body)
    for called in _called(template.contract.fields, outer, name):
        offset = name_offset(Environment(templates=True), body.text, called, bool(dot))
        if offset is not None:
            return body.place(offset, len(called))
    source = Source(template.file, read_text(template.file))
    found = re.search(rf"(?<!\w){re.escape(name)}(?=\s*[:,}}])", source.text)
    return source.place(found.start(), len(name)) if found else None


def _called(fields: tuple[ContractField, ...], outer: str, name: str) -> list[str]:
    """The names of a field in both languages."""
    if outer:
        of = next(field.of for field in fields if field.name == outer)
        fields = of if isinstance(of, tuple) else ()
    return [name, *(field.zh for field in fields if field.name == name and field.zh)]


def _running_place(error: Exception) -> Place | None:
    """The line that was running, of the template or of a file that it includes."""
    place = _blamed(error)
    return _on_line(place, error) if place else None


def _on_line(place: Place, error: Exception) -> Place:
    """The place of the very thing on its line: an undefined name, else the only tag there."""
    lines = _BREAK.split(read_text(place.file))
    text = lines[place.line - 1] if place.line <= len(lines) else ""
    name = undefined_name(error) if isinstance(error, UndefinedError) else None
    found = list(re.finditer(rf"\b{re.escape(name)}\b", text) if name else _TAG.finditer(text))
    if len(found) != 1 and not name:
        return place
    start, end = found[0].span() if found else (0, 1)
    return place._replace(column=start + 1, length=end - start)


def _blamed(error: Exception) -> Place | None:
    """The line that is at fault: the one that was running when the error was raised.

    Of what calls itself without end it is the line that calls; so it is where a macro could not
    even begin.
    """
    places, begins = _traced(error.__traceback__)
    if isinstance(error, RecursionError):
        again = (place for index, place in enumerate(places) if place in places[index + 1 :])
        return next(again, places[-1] if places else None)
    return places[-2 if begins and len(places) > 1 else -1] if places else None


def _traced(traceback: TracebackType | None) -> tuple[list[Place], bool]:
    """The lines of templates that were running, and whether the last is where a macro begins."""
    places, begins = [], False
    while traceback is not None:
        frame = traceback.tb_frame
        template = frame.f_globals.get("__jinja_template__")
        if template is not None and template.filename:
            line = template.get_corresponding_lineno(traceback.tb_lineno)
            first = template.get_corresponding_lineno(frame.f_code.co_firstlineno)
            begins = frame.f_code.co_name == "macro" and line == first
            places.append(Place(template.filename, line, 1))
        traceback = traceback.tb_next
    return places, begins
