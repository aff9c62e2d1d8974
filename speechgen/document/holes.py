"""Holes: one character that stands for one value in a text.

A value (a county's name, a figure) must never be read as Markdown or as a template. So a value is
printed as a single private-use character, a *hole*, and put in its place only after everything
was parsed. Which plane the character is of tells the one thing that layout asks about a value:
whether it ends in a punctuation mark. Typed text that holds such a character is printed through a
hole itself, so the two cannot be mixed up.
"""

import re
from collections.abc import Iterator, Sequence

OPEN = 0xF0000  # plane 15: a value that ends in anything else
_CLOSED = 0x100000  # plane 16: a value that ends in a mark
MOST_VALUES = 0xFFFE  # the characters of a plane, less its two noncharacters
_HOLE = re.compile("([\U000f0000-\U0010ffff])")
_ANY_HOLE = re.compile("[\U000f0000-\U0010ffff]")

END_MARKS = "。！？；：，、…—,.;:!?"
_CLOSERS = "”’」』）》〉】)\"'"
_SENTENCE_ENDS = "。！？…!?"  # the marks that count when they stand inside a closing quotation mark
_CLOSED_HOLE = "\U00100000"


def plane(value: str) -> int:
    """The first character of the holes for such a value; the ``index``-th of its document (from
    0) is that many characters further on.
    """
    return _CLOSED if ends_in_mark(value) else OPEN


def ends_in_mark(text: str) -> bool:
    """Whether a text, holes and all, ends in a punctuation mark; closing quotes are looked through.

    ``…吗？”`` does, ``“两张皮”`` does not.
    """
    bare = text.rstrip()
    inner = bare.rstrip(_CLOSERS)
    if not inner:
        return False
    marks = END_MARKS if inner == bare else _SENTENCE_ENDS
    return inner[-1] in marks or inner[-1] >= _CLOSED_HOLE


def tells_its_end(text: str) -> bool:
    """Whether something stands in a text beside blanks and closing quotes: what is before does not
    change whether it ends in a mark.
    """
    return bool(text.rstrip().rstrip(_CLOSERS))


def pieces(text: str) -> Iterator[tuple[str, int | None]]:
    """The stretches of a text in order, each with the index of its value or ``None`` if typed."""
    for piece in _HOLE.split(text):
        if piece:
            yield piece, (ord(piece) & 0xFFFF if piece >= "\U000f0000" else None)


PRIVATE = "[\ue000-\uf8ff\U000f0000-\U0010ffff]"
"""A pattern of what stands for something else inside: holes, and parts given to templates."""


def fill(text: str, values: Sequence[str]) -> str:
    """The text with each hole replaced by its value; a character that is none of them stays."""

    def value(found: re.Match[str]) -> str:
        index = ord(found[0]) & 0xFFFF
        return values[index] if index < len(values) else found[0]

    return _ANY_HOLE.sub(value, text)


def has_hole(text: str) -> bool:
    """Whether a value stands somewhere in the text."""
    return _ANY_HOLE.search(text) is not None
