"""Section templates: each parses, keeps to what its header declares, and renders its example."""

from speechgen.expand.faults import classify, hint_for
from speechgen.expand.template import Templates
from speechgen.expand.uses import Unused, can_be_parsed, unused, uses_of
from speechgen.expand.uses_values import Uses
from speechgen.librarian.check.trials import check_example
from speechgen.library.library import Library
from speechgen.library.template import SectionTemplate
from speechgen.source.diagnostic import Report, SpeechgenError
from speechgen.source.messages import say
from speechgen.source.misfit import near_miss


def check_templates(library: Library, report: Report) -> None:
    """Check the library's own templates; one that cannot be read is tried no further."""
    templates = Templates(library)
    for name in library.own_templates:
        try:
            template = library.template(name)
            if _check_text(templates, template, report):
                check_example(library, template, report)
        except SpeechgenError as error:
            report.take(error)


def _check_text(templates: Templates, template: SectionTemplate, report: Report) -> bool:
    """Report what the text of a template says wrong; whether it can be tried with its example."""
    sound = templates.compile(template, report)
    if not sound and not can_be_parsed(templates, template):
        return False
    uses = uses_of(templates, template)
    for error, place in uses.faults:
        if isinstance(error, SpeechgenError):
            report.diagnostics += [d._replace(trace=(place,)) for d in error.diagnostics]
        else:
            code, message = classify(error)
            report.error(code, message, place, hint_for(error))
    for misuse in uses.misuses:
        hint = near_miss(misuse.name, misuse.near) or say("declare it among the fields")
        message = say("'{name}' is undefined", name=misuse.name)
        report.error("E203", message, misuse.place, hint)
    kept = _check_fields(template, uses, report)
    return sound and kept and not uses.faults and not uses.misuses


def _check_fields(template: SectionTemplate, uses: Uses, report: Report) -> bool:
    """Report fields that are declared for nothing (E324); whether there were none."""
    found = list(unused(template.contract.fields, uses)) if uses.all_known else []
    for one in found:
        _report_unused(one, report)
    return not found


def _report_unused(one: Unused, report: Report) -> None:
    message = say("the template declares '{field}' and never uses it", field=one.path)
    hint = say("use it in the body, or take it out of the header")
    if one.looked_at:
        message = say("the template looks at '{field}' and never prints it", field=one.path)
        hint = say("print it, or declare it as a word or a flag: a text must not be lost")
    report.error("E324", message, one.field.place, hint)
