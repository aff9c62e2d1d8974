"""Where in a template something went wrong."""

import re
from types import TracebackType

from jinja2 import TemplateSyntaxError, UndefinedError

from speechgen.expand.environment import Environment
from speechgen.expand.faults import classify, hint_for, undefined_name
from speechgen.expand.limits import FullError
from speechgen.expand.plan import BlockPlan
from speechgen.expand.syntax import syntax_fault
from speechgen.expand.template import Refusal
from speechgen.library.template import SectionTemplate
from speechgen.source.diagnostic import Report, SpeechgenError
from speechgen.source.nodes import Source
from speechgen.source.place import Place

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")


def template_fault(plan: BlockPlan, error: Exception, report: Report) -> None:
    """Report a fault inside a template: its line, and the line of the outline that used it."""
    if isinstance(error, SpeechgenError):  # a file that an expression reads is at fault
        report.take(error)
        return
    if isinstance(error, FullError):
        report.error("E205", error.message, plan.place, error.hint)
        return
    if isinstance(error, TemplateSyntaxError) and error.filename and error.source:
        fault = syntax_fault(Environment(templates=True), error.source, error)
        included = Source(error.filename, error.source).place(*fault.span)
        report.error("E201", fault.message, included, fault.hint, (plan.place,))
        return
    if isinstance(error, Refusal):
        report.error(error.code, error.message, plan.place)
        return
    place = _template_place(error.__traceback__)
    place = place or Place(plan.template.file, plan.template.body_line, 1)
    if place.file == plan.template.file:
        place = _on_line(plan.template, place, error)
    code, message = classify(error)
    report.error(code, message, place, hint_for(error), (plan.place,))


def _on_line(template: SectionTemplate, place: Place, error: Exception) -> Place:
    """The place of the very thing on its line: an undefined name, else the only tag there."""
    lines = template.body.split("\n")
    text = lines[place.line - template.body_line] if place.line >= template.body_line else ""
    name = undefined_name(error) if isinstance(error, UndefinedError) else None
    found = list(re.finditer(rf"\b{re.escape(name)}\b", text) if name else _TAG.finditer(text))
    if len(found) != 1 and not name:
        return place
    start, end = found[0].span() if found else (0, 1)
    return place._replace(column=start + 1, length=end - start)


def _template_place(traceback: TracebackType | None) -> Place | None:
    """The line of the template that was running when the error was raised."""
    place = None
    while traceback is not None:
        template = traceback.tb_frame.f_globals.get("__jinja_template__")
        if template is not None and template.filename:
            line = template.get_corresponding_lineno(traceback.tb_lineno)
            place = Place(template.filename, line, 1)
        traceback = traceback.tb_next
    return place
