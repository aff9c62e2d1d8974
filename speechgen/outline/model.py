"""What an outline says, checked in form but not yet rendered; every text keeps its place."""

from hashlib import sha256
from typing import TypeAlias

from speechgen.document.numbers import NumberStyle
from speechgen.source.nodes import Node, Scalar
from speechgen.source.record import Record
from speechgen.source.reference import Reference


class Block(Record):
    """A block of a body: the name of a section template, its data, its condition."""

    name: Scalar
    data: Node
    when: Scalar | None = None


Body: TypeAlias = tuple[Scalar | Block, ...]


class Section(Record):
    """A section (分节). ``data`` holds keys that only its template knows."""

    name: Scalar
    heading: Scalar | None = None
    numbering: NumberStyle | None = None
    body: Body = ()
    sections: tuple["Section", ...] = ()
    after: Body = ()
    when: Scalar | None = None
    template: Scalar | None = None
    label: Scalar | None = None
    start: int | None = None
    run_in: bool | None = None
    data: dict[str, tuple[Scalar, Node]] | None = None


class Speaker(Record):
    """Who speaks: post (职务) and name (姓名), or one text, which is the name."""

    post: Scalar | None = None
    name: Scalar | None = None


class Variable(Record):
    """A declared variable (变量): its name as typed, its value, nested texts, and that as typed."""

    name: Scalar
    value: object
    node: Node


class Requirement(Record):
    """A variable that every variant must bring, and the type its value is read as."""

    name: Scalar
    type: str = "text"


class Outline(Record):
    """One outline (提纲) as loaded by :func:`speechgen.outline.load.load_outline`.

    ``text`` is the file as it was read.
    """

    file: str
    library: Reference | None = None
    layout: Scalar | None = None
    title: tuple[Scalar, ...] = ()
    title_is_broken: bool = False  # it was written as a list of lines, which stay as they are
    subtitle: Scalar | None = None
    speaker: Speaker | None = None
    date: Scalar | None = None
    mark: Scalar | None = None
    salutation: Scalar | None = None
    vars: tuple[Variable, ...] = ()
    required: tuple[Requirement, ...] = ()
    opening: Body = ()
    numbering: NumberStyle | None = None
    sections: tuple[Section, ...] = ()
    closing: Body = ()
    variants: Node | None = None
    text: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 of the file's text, by which a document knows the outline it was made from."""
        return text_digest(self.text)


def text_digest(text: str) -> str:
    """The digest of an outline with this text, were it a sound one or not."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
