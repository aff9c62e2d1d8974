"""A form, compiled once: the XML that all variants of one shape share, parted where values go."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from speechgen.document.holes import pieces
from speechgen.document.tree import Block, Form, Line, Paragraph, Run, plain
from speechgen.layout.model import HEADING_LEVELS, Layout
from speechgen.word.digest import written_stories
from speechgen.word.runs import Written, together, write_line, write_paragraph

_KEPT_FORMS = 512  # the variants of one outline rarely have more shapes


class Segments(NamedTuple):
    """Bytes with holes between them: every second of ``parts`` is empty and takes a value."""

    parts: tuple[bytes, ...]
    holes: tuple[int, ...]

    def filled(self, values: Sequence[bytes]) -> bytes:
        """The bytes with every value in its place."""
        whole = list(self.parts)
        whole[1::2] = map(values.__getitem__, self.holes)
        return b"".join(whole)


def segments(text: str) -> Segments:
    """A text with holes, parted at them."""
    parts, holes = [b""], []
    for piece, index in pieces(text):
        if index is None:
            parts[-1] = piece.encode()
        else:
            holes.append(index)
            parts += (b"", b"")
    return Segments(tuple(parts), tuple(holes))


class CompiledForm(NamedTuple):
    """All of a document under its title, as XML and as records of the digest."""

    xml: Segments
    record: Segments
    mark_xml: Segments
    stories: Segments
    marked: bool
    author: str


@lru_cache(maxsize=_KEPT_FORMS)
def compile_form(form: Form, layout: Layout, titled: bool) -> CompiledForm:
    """The form in that layout; ``titled`` tells whether a title stands above it.

    Forms and layouts are compared by identity, so this costs a look-up for every variant but the
    first. Raises ``ValueError`` for a character that XML forbids.
    """
    block = list(_lines_under_title(form, layout))
    written = together([*block, *_speech(form, layout, after_title=titled or bool(block))])
    mark = write_line(layout, "mark", form.mark)
    return CompiledForm(
        segments(written.xml),
        segments(written.record),
        segments(mark.xml),
        segments(written_stories(layout, mark.record)),
        bool(form.mark),
        plain(form.name),
    )


def _lines_under_title(form: Form, layout: Layout) -> Iterator[Written]:
    """Subtitle, byline and date, in the layout's order; what is empty is left out."""
    title = layout.title
    lines = {
        "subtitle": _after(title.subtitle_prefix, form.subtitle),
        "byline": _byline(form, title.separator),
        "date": _in_brackets(form.date, title.brackets),
    }
    for role in ("subtitle", *title.order):
        if lines[role]:
            yield write_paragraph(layout, role, (lines[role],))


def _speech(form: Form, layout: Layout, after_title: bool) -> Iterator[Written]:
    """Blank lines, the salutation, and every block."""
    if after_title:
        for _ in range(layout.title.blank_lines):
            yield write_paragraph(layout, "base", ())
    if form.salutation:
        yield write_paragraph(layout, "salutation", (form.salutation,))
    for block in form.blocks:
        yield _block(block, layout)


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


def _block(block: Block, layout: Layout) -> Written:
    if isinstance(block, Paragraph):
        return write_paragraph(layout, "salute" if block.salute else "body", (block.runs,))
    role = f"heading{min(block.level, HEADING_LEVELS)}"
    return write_paragraph(layout, role, ((Run(block.label), *block.runs),))
