"""The lines under a title, as a layout has them: every writer prints these, in this order."""

from speechgen.document.tree import Form, Line, Run, plain
from speechgen.layout.model import TitleBlock


def lines_under_title(form: Form, title: TitleBlock) -> list[tuple[str, Line]]:
    """Subtitle, byline and date with their names, in the layout's order; empty ones left out."""
    lines = {
        "subtitle": _after(title.subtitle_prefix, form.subtitle),
        "byline": _byline(form, title.separator),
        "date": _in_brackets(form.date, title.brackets),
    }
    return [(name, lines[name]) for name in ("subtitle", *title.order) if lines[name]]


def _after(prefix: str, line: Line) -> Line:
    """The line with the prefix before it, if the author did not type it."""
    if not line or not prefix or plain(line).startswith(prefix):
        return line
    return (Run(prefix), *line)


def _byline(form: Form, separator: str) -> Line:
    if form.post and form.name:
        return (*form.post, Run(separator), *form.name)
    return form.post or form.name


def _in_brackets(line: Line, brackets: tuple[str, str]) -> Line:
    """The line between brackets, if the author did not type them."""
    text = plain(line)
    if not text or (text[0] in "（(" and text[-1] in "）)"):
        return line
    return (Run(brackets[0]), *line, Run(brackets[1]))
