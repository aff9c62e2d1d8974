"""A document as plain text: a paragraph a line, indented as in print."""

from speechgen.document.tree import Document, Heading, plain
from speechgen.layout.model import Layout
from speechgen.layout.title_block import lines_under_title

_INDENT = "\u3000\u3000"  # two characters, GB/T 9704-2012, 7.3.3


def write_text(document: Document, layout: Layout) -> str:
    """The text of a document, the title's lines as they are broken; the mark stands above all."""
    form = document.filled().form
    lines = [plain(line) for line in document.title]
    lines += [plain(line) for _, line in lines_under_title(form, layout.title)]
    lines += [""] * layout.title.blank_lines if lines else []
    lines = [plain(form.mark), *lines] if form.mark else lines
    lines += [plain(form.salutation)] if form.salutation else []
    for block in form.blocks:
        label = block.label if isinstance(block, Heading) else ""
        lines.append(_INDENT + label + plain(block.runs))
    return "\n".join(lines) + "\n"
