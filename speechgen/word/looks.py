"""What a reader sees of a paragraph or a run, as short tokens that go into the digest.

The writer makes them from the layout, the reader from the XML of any file, however its styles are
written down: what counts is what comes out of style, inheritance and direct formatting together.
"""

from functools import lru_cache
from zlib import crc32

from speechgen.layout.model import Layout
from speechgen.source.record import Record
from speechgen.word.names import PARAGRAPHS

# Characters that XML forbids, so no text can hold them: they part the digest's records.
PARAGRAPH, RUN, TEXT, FIELD, STRANGER, STORY = "\x1d", "\x1e", "\x1f", "\x1b", "\x1a", "\x1c"


class ParagraphLook(Record):
    """The style's name, the alignment, indents in tenths of a character, pitch in twips."""

    style: str
    align: str
    first: int = 0
    left: int = 0
    right: int = 0
    pitch: int = 0
    before: int = 0
    after: int = 0
    rule: str = "exact"
    others: tuple[str, ...] = ()

    def token(self) -> str:
        """The look as a record of the digest."""
        # Word does not tell “Heading 1” from “heading 1”.
        return _token(PARAGRAPH, self._replace(style=self.style.casefold()))


class RunLook(Record):
    """Fonts, size in half points, spacing in twips, and what else is set, by name in order."""

    east: str
    latin: str
    size: int
    spacing: int
    bold: bool = False
    others: tuple[str, ...] = ()

    def token(self) -> str:
        """The look as a record of the digest."""
        return _token(RUN, self)


def _token(mark: str, said: tuple[object, ...]) -> str:
    """Thirty-two bits tell apart what an edit can bring about, and are quickly hashed."""
    return f"{mark}{crc32(repr(tuple(said)).encode()):08x}"


def half_characters(hundredths: int) -> int:
    """An indent in hundredths of a character as tenths, in steps of half a character.

    Word counts an indent's twips anew from its characters when it saves, LibreOffice keeps the
    twips alone: both must come to the same, so less than a quarter of a character counts for
    nothing.
    """
    return round(hundredths / 50) * 5


@lru_cache(maxsize=256)
def paragraph_token(layout: Layout, role: str, name: str) -> str:
    """The token of a paragraph that the layout sets, named ``name`` in Word."""
    style = layout.paragraphs[role]
    first = half_characters(style.indent)
    return ParagraphLook(name, style.align, first, pitch=style.pitch).token()


def number_token(layout: Layout, even: bool) -> str:
    """The token of the page number's paragraph, on odd or on even pages."""
    footer, number = layout.paragraphs["footer"], layout.number
    name = PARAGRAPHS["footer_even" if even else "footer"].name
    if number.place != "outer":
        first = half_characters(footer.indent)
        return ParagraphLook(name, "centre", first, pitch=footer.pitch).token()
    # Its inset is said instead of the first line's indent, which is that of the base then.
    first, inset = half_characters(layout.base.indent), half_characters(number.inset)
    align, left = ("left", inset) if even else ("right", 0)
    return ParagraphLook(name, align, first, left, inset, footer.pitch).token()


def run_token(layout: Layout, role: str, run: str, bold: bool) -> str:
    """The token of a run in such a paragraph; ``run`` is a run style's name or empty."""
    style = layout.paragraphs[role]
    font = (layout.runs[run].font if run else None) or style.font
    return RunLook(font.name, font.latin, style.size, style.spacing, bold).token()
