"""A document as Markdown: headings with ``#``, strong text with ``**``, all else as it is."""

import re

from speechgen.document.tree import Document, Heading, Line
from speechgen.layout.model import Layout
from speechgen.layout.title_block import lines_under_title

# What Markdown would read as markup; at the start of a line also what would make a list, a rule.
_SPECIAL = re.compile(r"([\\`*_\[\]<>#&~|])")
_LINE_START = re.compile(r"^(\s*\d*)(?=[-+=.)])")


def write_markdown(document: Document, layout: Layout) -> str:
    """The Markdown of a document; the title is its only heading of the first level."""
    form = document.filled().form
    parts = [_line(form.mark)] if form.mark else []
    parts += [f"# {_line(line)}" for line in [_joined(document.title)] if line]
    under = [line for _, line in lines_under_title(form, layout.title)]
    parts += [_line(line) for line in (*under, form.salutation) if line]
    for block in form.blocks:
        if isinstance(block, Heading):
            label = _escape(block.label)
            parts.append(f"{'#' * min(block.level + 1, 6)} {label}{_inline(block.runs)}")
        else:
            parts.append(_line(block.runs))
    return "\n\n".join(parts) + "\n"


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
