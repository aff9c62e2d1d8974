"""A document as plain text: a paragraph a line, indented as in print."""

from speechgen.document.tree import Document, Heading, plain

_INDENT = "\u3000\u3000"  # two characters, GB/T 9704-2012, 7.3.3


def write_text(document: Document) -> str:
    """The text of a document; the title's lines as they are broken."""
    form = document.filled().form
    lines = [plain(line) for line in document.title]
    byline = "\u3000".join(plain(line) for line in (form.post, form.name) if line)
    lines += [text for text in (plain(form.subtitle), byline, plain(form.date)) if text]
    lines = [plain(form.mark), *lines] if form.mark else lines
    lines += [""] if lines else []
    lines += [plain(form.salutation)] if form.salutation else []
    for block in form.blocks:
        label = block.label if isinstance(block, Heading) else ""
        lines.append(_INDENT + label + plain(block.runs))
    return "\n".join(lines) + "\n"
