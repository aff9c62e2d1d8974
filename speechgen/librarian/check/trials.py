"""Templates tried out: with their example, then with other data that their header allows."""

from speechgen.librarian.check.data import trials_of
from speechgen.librarian.example import render_example
from speechgen.library.library import Library
from speechgen.library.template import SectionTemplate
from speechgen.source.diagnostic import Diagnostic, Report, SpeechgenError
from speechgen.source.messages import Message, say
from speechgen.source.place import Place

# The template's own word on data without sense (``fault``), and made-up ids of directives.
_NO_FAULTS = ("E304", "E305", "E306")


def check_example(library: Library, template: SectionTemplate, report: Report) -> None:
    """Report a missing example (E325), one that does not render or prints nothing (E326).

    One that renders is followed by trials with other data (W327).
    """
    contract = template.contract
    place = contract.place or Place(template.file, 1, 1)
    if contract.example is None:
        hint = say("write under 'example' what an outline would give; the check renders it")
        report.error("E325", say("the template has no example"), place, hint)
        return
    try:
        document = render_example(library, template, contract.example)
    except SpeechgenError as error:
        report.take(error)
        return
    if not document.form.blocks:
        message = say("the example prints nothing")
        report.error("E326", message, contract.example.place, say("give it data that shows"))
        return
    _try_out(library, template, report)


def _try_out(library: Library, template: SectionTemplate, report: Report) -> None:
    told: set[tuple[str, Place | None]] = set()
    for trial in trials_of(template):
        try:
            render_example(library, template, trial.data)
        except SpeechgenError as error:
            for diagnostic in error.diagnostics:
                fault = diagnostic.code, diagnostic.place
                if diagnostic.code not in _NO_FAULTS and fault not in told:
                    told.add(fault)
                    _report(trial.told, diagnostic, report)


def _report(data: Message, diagnostic: Diagnostic, report: Report) -> None:
    message = say("given {data}: {message}", data=data, message=diagnostic.message)
    hint = diagnostic.hint or say("refuse such data with fault(…), or mend the template")
    report.warning("W327", message, diagnostic.place, hint)
