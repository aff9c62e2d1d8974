"""A form, compiled once: the XML that all variants of one shape share, parted where values go."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from speechgen.document.holes import pieces
from speechgen.document.tree import Block, Form, Paragraph, Run, plain
from speechgen.layout.model import HEADING_LEVELS, Layout
from speechgen.layout.title_block import lines_under_title
from speechgen.source.record import Record
from speechgen.word.digest import written_stories
from speechgen.word.runs import Written, together, write_line, write_paragraph

_KEPT_FORMS = 512  # the variants of one outline rarely have more shapes


class Segments(Record):
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


class CompiledForm(Record):
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
    """Subtitle, byline and date, each in its style."""
    for role, line in lines_under_title(form, layout.title):
        yield write_paragraph(layout, role, (line,))


def _speech(form: Form, layout: Layout, after_title: bool) -> Iterator[Written]:
    """Blank lines, the salutation, and every block."""
    if after_title:
        for _ in range(layout.title.blank_lines):
            yield write_paragraph(layout, "base", ())
    if form.salutation:
        yield write_paragraph(layout, "salutation", (form.salutation,))
    for block in form.blocks:
        yield _block(block, layout)


def _block(block: Block, layout: Layout) -> Written:
    if isinstance(block, Paragraph):
        return write_paragraph(layout, "salute" if block.salute else "body", (block.runs,))
    role = f"heading{min(block.level, HEADING_LEVELS)}"
    return write_paragraph(layout, role, ((Run(block.label), *block.runs),))
