"""Where in a template something went wrong."""

from types import TracebackType

from speechgen.expand.faults import classify, hint_for
from speechgen.expand.plan import BlockPlan
from speechgen.source.diagnostic import Report, SpeechgenError
from speechgen.source.place import Place


def template_fault(plan: BlockPlan, error: Exception, report: Report) -> None:
    """Report a fault inside a template: its line, and the line of the outline that used it."""
    if isinstance(error, SpeechgenError):  # a file that an expression reads is at fault
        report.take(error)
        return
    place = _template_place(error.__traceback__)
    place = place or Place(plan.template.file, plan.template.body_line, 1)
    code, message = classify(error)
    report.error(code, message, place, hint_for(error), (plan.place,))


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
