"""The document tree: a title block and a flat run of headings and paragraphs.

A :class:`Document` keeps its values apart from its :class:`Form`, the tree that all variants of
one shape share; in the form's texts a *hole* (:mod:`speechgen.document.holes`) stands for each
value. ``document.filled()`` gives the plain tree; only a writer that is faster without it looks
at form and values.

What stands in a form is immutable; its parts are named tuples, which are made in a moment both
when the module is loaded and when a batch fills them.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from speechgen.document.holes import fill, pieces
from speechgen.document.numbers import NumberStyle
from speechgen.source.nodes import Scalar
from speechgen.source.place import Place


class Origin(NamedTuple):
    """Where a value came from: an expression and the text of the outline that it stands in."""

    expression: str
    text: Scalar
    offset: int

    @property
    def place(self) -> Place:
        """The place of the expression; looked up when asked for, as few are."""
        return self.text.at(self.offset, len(self.expression))


class Run(NamedTuple):
    """A stretch of text in one look.

    ``style`` names a character style of the layout: ``head1`` … for a run-in head (段首小标题)
    of that level, ``lead`` for one with a label in words (一是, 第一，), empty for plain text.
    ``origin`` is set on what a value put there.
    """

    text: str
    strong: bool = False
    style: str = ""
    origin: Origin | None = None


Line: TypeAlias = tuple[Run, ...]


class Paragraph(NamedTuple):
    """A paragraph of the body; ``salute`` marks a salutation inside the speech (呼语)."""

    runs: Line
    salute: bool = False


class Heading(NamedTuple):
    """A heading (小标题) with its number.

    ``series`` tells which headings count together, ``start`` where the count begins; ``label`` is
    what is printed before the text: given by the author, holes and all, or filled in by the
    numbering pass.
    ``counted`` is false for a heading with a label of its own. ``run_in`` (接排): set as the first
    words of the paragraph that follows, or ``alone`` in a paragraph of its own.
    """

    level: int
    runs: Line
    style: NumberStyle
    series: int
    start: int | None = None
    label: str = ""
    counted: bool = True
    run_in: bool = False
    alone: bool = False
    place: Place | None = None


Block: TypeAlias = Paragraph | Heading


class Form(NamedTuple):
    """What stands under the title: the lines of the title block and the blocks of the speech.

    Compared by identity, so that what is made from it can be remembered by it.
    """

    subtitle: Line = ()
    post: Line = ()
    name: Line = ()
    date: Line = ()
    mark: Line = ()
    salutation: Line = ()
    blocks: tuple[Block, ...] = ()

    def __eq__(self, other: object) -> bool:
        return self is other

    def __ne__(self, other: object) -> bool:
        return self is not other

    def __hash__(self) -> int:
        return id(self)


class MadeOf(NamedTuple):
    """What a document was made from, so that it can be made again.

    ``sources`` are names with what they say, the same for all variants: the outline's file and
    digest, the library with version and commit, the layout. ``values`` are those that were given.
    """

    sources: tuple[tuple[str, str], ...]
    values: Mapping[str, Any]


class Document(NamedTuple):
    """One speech, ready to be written.

    ``title`` holds the printed lines of the title, always filled. ``created`` is the day that the
    document's properties name. ``values[i]`` goes into hole ``i`` of ``form``;
    ``expressions[origins[i]]`` says where it came from. ``made_of`` is remembered, not printed.
    """

    title: tuple[Line, ...]
    form: Form
    values: tuple[str, ...] = ()
    origins: tuple[int, ...] = ()
    expressions: tuple[Origin | None, ...] = ()
    created: date | None = None
    made_of: MadeOf | None = None

    def filled(self) -> "Document":
        """The same document with every value in its run; a copy, linear in its size."""
        if not self.values:
            return self

        def fill(line: Line) -> Line:
            return fill_line(line, self.values, self.origins, self.expressions)

        form = map_lines(self.form, fill)
        blocks = tuple(_with_label(block, self.values) for block in form.blocks)
        form = form._replace(blocks=blocks)
        return self._replace(form=form, values=(), origins=(), expressions=())


def _with_label(block: Block, values: Sequence[str]) -> Block:
    """A heading with the values in its label; anything else as it is."""
    if not isinstance(block, Heading) or not block.label:
        return block
    return block._replace(label=fill(block.label, values))


def fill_line(
    line: Line,
    values: Sequence[str],
    origins: Sequence[int],
    expressions: Sequence[Origin | None],
) -> Line:
    """A line with every value in a run of its own, which knows where it came from."""
    return tuple(
        Run(piece, run.strong, run.style, run.origin)
        if index is None
        else Run(values[index], run.strong, run.style, expressions[origins[index]])
        for run in line
        for piece, index in pieces(run.text)
    )


def map_lines(form: Form, change: Callable[[Line], Line]) -> Form:
    """The form with ``change`` done to every line of text in it, in reading order."""
    return Form(
        subtitle=change(form.subtitle),
        post=change(form.post),
        name=change(form.name),
        date=change(form.date),
        mark=change(form.mark),
        salutation=change(form.salutation),
        blocks=tuple(block._replace(runs=change(block.runs)) for block in form.blocks),
    )


def plain(line: Line) -> str:
    """The text of a line without its looks."""
    return "".join(run.text for run in line)
