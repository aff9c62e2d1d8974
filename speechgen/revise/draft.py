"""The draft: what was recognised in a speech, before it is written down as an outline.

``when`` is the condition under which a part is there, empty for always; only the draft of several
speeches has any.
"""

from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from speechgen.source.messages import Message


class Look(NamedTuple):
    """What a paragraph of a Word file shows beside its text.

    ``level`` is the outline level of its style (0: none), ``head`` how many characters at its
    beginning are set in a face of their own, ``alone`` whether that is all of it, ``contents``
    whether it is a line of a table of contents.
    """

    level: int = 0
    head: int = 0
    alone: bool = False
    title: bool = False
    contents: bool = False


class Line(NamedTuple):
    """A paragraph of the source: its text without blanks at the ends, and how it looks.

    ``gap`` tells that an empty line stood before it, ``number`` which one it is.
    """

    text: str
    gap: bool = False
    look: Look = Look()
    number: int = 0


@dataclass(slots=True)
class Counted:
    """A paragraph that names a number of sections which is computed: before it, it, after it."""

    before: str
    number: str
    after: str


@dataclass(slots=True)
class Item:
    """An item of a list: what stands before it if that is typed, its lead, its paragraphs."""

    lead: str
    text: list[str] = field(default_factory=list)
    when: str = ""


@dataclass(slots=True)
class Listing:
    """A list: a block of the template ``name``, its items inline or each a paragraph."""

    name: str
    numbering: str
    items: list[Item]
    lead_in: str | Counted = ""
    start: int = 1
    inline: bool = False
    tail: "str | Listing" = ""  # what follows in its paragraph: a second list, if that is one
    announced: int | None = None  # where it is not the number of items
    when: str = ""


@dataclass(slots=True)
class Quotation:
    """A paragraph that quotes: who says it, the words, what follows."""

    lead_in: str
    text: str
    tail: str
    when: str = ""


@dataclass(slots=True)
class Salute:
    """A salutation in a paragraph of its own."""

    text: str
    when: str = ""


Part: TypeAlias = str | Counted | Listing | Quotation | Salute


@dataclass(slots=True)
class Section:
    """A section as printed: ``label`` is its number; the computed one may differ.

    ``run_in`` tells whether text follows the heading in its paragraph. ``first`` is the number of
    the paragraph that it begins with. ``numbering``, ``start`` and ``own`` are filled in at last.
    """

    label: str
    heading: str
    run_in: bool
    first: int
    parts: list[Part] = field(default_factory=list)
    sections: list["Section"] = field(default_factory=list)
    after: list[Part] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)
    numbering: str = ""  # of the sections inside
    start: int = 1  # the first number inside
    own: str | None = None  # a label that is not the computed one
    when: str = ""


@dataclass(slots=True)
class Draft:
    """A whole speech."""

    title: list[str] = field(default_factory=list)
    subtitle: str = ""
    post: str = ""
    name: str = ""
    date: str = ""
    mark: str = ""
    salutation: str = ""
    opening: list[Part] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    closing: list[Part] = field(default_factory=list)
    boilerplate: list[Line] = field(default_factory=list)
    beside: tuple[str, ...] = ()  # footnotes and comments
    notes: list[Message] = field(default_factory=list)
    numbering: str = ""
    announcement: str = ""
    paragraphs: list[str] = field(default_factory=list)  # what must come back, in order
    closing_first: int = 0  # the number of the paragraph that the closing begins with
    variables: dict[str, str] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)  # where variables stand
    required: dict[str, str] = field(default_factory=dict)  # the same of those that all must bring
    variants: dict[str, str | list[str]] = field(default_factory=dict)

    @property
    def words(self) -> str:
        """The title and the paragraphs, a line each."""
        return "\n".join([*self.title, *self.paragraphs])
