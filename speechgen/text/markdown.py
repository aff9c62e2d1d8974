"""A document as Markdown: headings with ``#``, strong text with ``**``, all else as it is."""

import re

from speechgen.document.tree import Document, Form, Heading, Line, Run

# What Markdown would read as markup; at the start of a line also what would make a list, a rule.
_SPECIAL = re.compile(r"([\\`*_\[\]<>#&~|])")
_LINE_START = re.compile(r"^(\s*\d*)(?=[-+=.)])")


def write_markdown(document: Document) -> str:
    """The Markdown of a document; the title is its only heading of the first level."""
    form = document.filled().form
    parts = [f"# {_line(line)}" for line in [_joined(document.title)] if line]
    under = [form.mark, form.subtitle, _byline(form), form.date, form.salutation]
    parts += [_line(line) for line in under if line]
    for block in form.blocks:
        if isinstance(block, Heading):
            label = _escape(block.label)
            parts.append(f"{'#' * min(block.level + 1, 6)} {label}{_inline(block.runs)}")
        else:
            parts.append(_line(block.runs))
    return "\n\n".join(parts) + "\n"


def _byline(form: Form) -> Line:
    blank = (Run("\u3000"),) if form.post and form.name else ()
    return form.post + blank + form.name


def _joined(lines: tuple[Line, ...]) -> Line:
    return tuple(run for line in lines for run in line)


def _line(runs: Line) -> str:
    return _LINE_START.sub(r"\1\\", _inline(runs))


def _inline(runs: Line) -> str:
    text, strong = "", False
    for run in runs:
        if run.strong != strong:
            text, strong = text + "**", run.strong
        text += _escape(run.text)
    return text + ("**" if strong else "")


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)
