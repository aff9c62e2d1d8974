"""Parts of drafts as what is aligned: what must be the same about two, and how alike they are."""

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from typing import TypeAlias

from speechgen.revise.draft import Counted, Item, Listing, Part, Quotation, Salute, Section
from speechgen.revise.variants.roles import FIGURE, Roles

Piece: TypeAlias = Part | Section | Item

# How alike two parts must be to be one with differences; from 0, nothing in common, to 1. A
# paragraph below is better told as a value of its own; parts that have a shape in common are one
# more readily.
_LEAST_TEXT = 0.5
_LEAST_SHAPED = 0.3
_FIGURES = re.compile(FIGURE)


class Aligned:
    """A part of one speech, with what its alignment asks for."""

    def __init__(self, piece: Piece, roles: Roles) -> None:
        self.piece = piece
        self._roles = roles

    @cached_property
    def shape(self) -> tuple[object, ...]:
        """What must be the same about two parts that become one."""
        return shape_of(self.piece)

    @cached_property
    def key(self) -> str:
        """The words of the part, figures and names of the place left out."""
        return self._masked("\n".join(words_of(self.piece)))

    @cached_property
    def pairs(self) -> frozenset[str]:
        """Each two characters that follow each other."""
        return pairs_of(self.key)

    @cached_property
    def head(self) -> frozenset[str]:
        """The same of a section's heading; none where there is none."""
        heading = self.piece.heading if isinstance(self.piece, Section) else ""
        return pairs_of(self._masked(heading)) if heading else frozenset()

    def _masked(self, text: str) -> str:
        return _FIGURES.sub("0", self._roles.masked(text))


def likeness(one: Aligned, other: Aligned) -> float:
    """How alike two parts are, from 0 to 1; 0 where they cannot become one."""
    if one.shape != other.shape:
        return 0
    alike = _shared(one.pairs, other.pairs)
    if one.head and other.head:
        alike = (alike + _shared(one.head, other.head)) / 2
    least = _LEAST_TEXT if isinstance(one.piece, str | Counted) else _LEAST_SHAPED
    return alike if alike >= least else 0


def pairs_of(text: str) -> frozenset[str]:
    """Each two characters of a text that follow each other; of a shorter one, the text."""
    return frozenset(map("".join, pairwise(text))) or frozenset((text,))


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))


def shape_of(piece: Piece) -> tuple[object, ...]:
    """What no value can change: the kind of a part, its numbers, whether it has a head."""
    match piece:
        case Section():
            own = piece.own if piece.own in (None, "none") else "label"
            inside = (piece.numbering, piece.start) if piece.sections else None
            return (Section, piece.run_in, own, bool(piece.heading), bool(piece.parts), inside)
        case Item():
            return (Item, bool(piece.lead), bool(piece.text))
        case Listing():
            way = (piece.name, piece.numbering, piece.start, piece.inline, piece.announced)
            tail = shape_of(piece.tail) if isinstance(piece.tail, Listing) else ()
            return (Listing, *way, _counts(piece.lead_in), tail)
        case Counted():
            return (Counted, piece.number)
        case _:
            return (type(piece),)


def _counts(lead_in: str | Counted) -> str:
    return lead_in.number if isinstance(lead_in, Counted) else ""


def words_of(piece: Piece) -> Iterator[str]:
    """All texts of a part, in reading order."""
    match piece:
        case str():
            yield piece
        case Counted():
            yield piece.before + piece.after
        case Salute():
            yield piece.text
        case Quotation():
            yield from (piece.lead_in, piece.text, piece.tail)
        case Item():
            yield from (piece.lead, *piece.text)
        case Listing():
            yield from words_of(piece.lead_in)
            for item in piece.items:
                yield from words_of(item)
            yield from words_of(piece.tail)
        case Section():
            yield piece.heading
            for inner in (*piece.parts, *piece.sections, *piece.after):
                yield from words_of(inner)
