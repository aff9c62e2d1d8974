"""A document as HTML that looks like the printed speech, lightly: faces of type and indents."""

from speechgen.document.tree import Block, Document, Heading, Line
from speechgen.librarian.site.html import tag, text_tag

_LEVELS = 2  # deeper headings look like the text


def sheet(document: Document) -> str:
    """What stands under the title of a document, on a sheet of paper."""
    return tag("div", *map(_block, document.filled().form.blocks), class_="sheet", lang="zh-CN")


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        kind = f"h{block.level}" if block.level <= _LEVELS else None
        label = text_tag("span", block.label) if block.label else ""
        return tag("p", label, _runs(block.runs), class_=kind) + "\n"
    return tag("p", _runs(block.runs), class_="salute" if block.salute else None) + "\n"


def _runs(line: Line) -> str:
    """The runs of a line, each in its look."""
    return "".join(
        text_tag("strong" if run.strong else "span", run.text, class_=run.style or None)
        for run in line
    )
