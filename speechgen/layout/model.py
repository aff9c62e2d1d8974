"""A layout (版式) as values: every number of the printed page, in the units of Word.

Lengths are twips (twentieths of a point), type sizes half points, indents hundredths of a
character (字) of the paragraph's own size. The numbers themselves lie in ``templates/layouts``.

All are named tuples, as elsewhere on the way of a cold start: a dataclass takes a millisecond to
come into being, a named tuple a tenth of one.
"""

from collections.abc import Mapping
from hashlib import blake2b
from typing import Literal, TypeAlias

from speechgen.source.record import Record

Align: TypeAlias = Literal["left", "centre", "right", "both"]
Shape: TypeAlias = Literal["long-over-short", "short-over-long", "diamond", "free"]
NumberPlace: TypeAlias = Literal["outer", "centre", "none"]
LineUnderTitle: TypeAlias = Literal["byline", "date"]

HEADING_LEVELS = 9  # Word has nine built-in heading styles
PARAGRAPH_STYLES = (
    "title",
    "subtitle",
    "byline",
    "date",
    "mark",
    "salutation",
    "body",
    "salute",
    "footer",
    *(f"heading{level}" for level in range(1, HEADING_LEVELS + 1)),
)
RUN_STYLES = ("lead", "strong", *(f"head{level}" for level in range(1, HEADING_LEVELS + 1)))


class Font(Record):
    """A class of type (字体): the family, the one for Latin letters, and one to take instead.

    ``holds`` names the character set that is all the family has; empty, it is not known.
    """

    name: str
    latin: str
    instead: str = ""
    holds: str = ""


class Page(Record):
    """The sheet (纸张): size, margins, where header and footer stand, and the grid's pitch.

    ``lines`` a page and ``characters`` a line are what all this comes to; checks count them.
    """

    width: int
    height: int
    top: int
    right: int
    bottom: int
    left: int
    header: int
    footer: int
    pitch: int
    lines: int
    characters: int

    @property
    def text_width(self) -> int:
        """The width of the type area (版心)."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> int:
        """The height of the type area (版心)."""
        return self.height - self.top - self.bottom


class ParagraphStyle(Record):
    """How a paragraph looks; ``indent`` is its first line's, ``spacing`` between characters."""

    font: Font
    size: int
    pitch: int
    spacing: int
    align: Align
    indent: int
    bold: bool
    keep_next: bool


class RunStyle(Record):
    """How a stretch inside a paragraph differs from it; ``None`` is no difference."""

    font: Font | None = None
    bold: bool = False


class TitleBlock(Record):
    """The title (标题) and the lines under it.

    ``width`` is the most characters of a title's line, ``shape`` what several lines form,
    ``order`` that of the lines under it, ``brackets`` what stands around the date.
    """

    width: int
    shape: Shape
    order: tuple[LineUnderTitle, ...]
    subtitle_prefix: str
    separator: str
    brackets: tuple[str, str]
    blank_lines: int


class PageNumber(Record):
    """The page number (页码): where, between what, and how far in from the edge."""

    place: NumberPlace
    before: str
    after: str
    inset: int


class Layout(Record):
    """A whole layout; ``paragraphs`` has every name of ``PARAGRAPH_STYLES`` and ``base``.

    Compared by identity, so that what is made from it can be remembered by it; :attr:`digest`
    tells whether two say the same.
    """

    name: str
    about: str
    page: Page
    paragraphs: Mapping[str, ParagraphStyle]
    runs: Mapping[str, RunStyle]
    title: TitleBlock
    number: PageNumber

    def __eq__(self, other: object) -> bool:
        return self is other

    def __ne__(self, other: object) -> bool:
        return self is not other

    def __hash__(self) -> int:
        return id(self)

    @property
    def digest(self) -> str:
        """The name of the content: a digest of all that is in it but the words about it."""
        said = (self.page, *sorted(self.paragraphs.items()), *sorted(self.runs.items()))
        text = repr((said, self.title, self.number))
        return blake2b(text.encode(), digest_size=16).hexdigest()

    @property
    def base(self) -> ParagraphStyle:
        """What every paragraph style starts from."""
        return self.paragraphs["base"]

    def fonts(self) -> tuple[Font, ...]:
        """Every class of type in use, each once, in a fixed order."""
        used = [style.font for style in self.paragraphs.values()]
        used += [style.font for style in self.runs.values() if style.font]
        return tuple(dict.fromkeys(used))
