"""How like each other the variants are: which are the same, and how much each has of its own.

*Wording.* Two documents have the same wording if they are word for word the same apart from their
identity values; title lines are joined, for where they break depends on the names.

*Difference.* The share of a document's characters that stand in values of its own row, or in
paragraphs that fewer than half of the variants have. A value that the outline gives to every row
is as good as typed. Paragraphs are compared without their values. So a speech where only the
name of the county was put in differs by a few per cent, one whose sections were chosen for it by
half. Linear in the text, and of each document only some twenty bytes are kept.
"""

from array import array
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b
from itertools import groupby
from struct import Struct
from typing import NamedTuple

from speechgen.batch.leaks.lines import lines_of, title_text
from speechgen.document.holes import pieces
from speechgen.document.tree import Document, Form

_MASK = "\ue000"
_KEPT_FORMS = 512  # as word/form.py keeps them
_HEAD = Struct("<8sII")  # the form's digest; characters of the row's own values, of all the rest
_LINE = Struct("<IH")  # a line's digest, its typed characters
_LONGEST_LINE = 0xFFFF
_SHORTEST_NAME = 2


class _Parts(NamedTuple):
    """A form's text, parted at its values: every second part is a hole to be filled."""

    parts: tuple[str, ...]
    holes: tuple[int, ...]
    typed: int
    digest: bytes
    lines: bytes


@lru_cache(maxsize=_KEPT_FORMS)
def _parts_of(form: Form) -> _Parts:
    """The parts of a form; forms are compared by identity."""
    lines = lines_of(form)
    parts, holes = [""], list[int]()
    for piece, hole in pieces("\n".join(lines)):
        if hole is None:
            parts[-1] = piece
        else:
            holes.append(hole)
            parts += ("", "")
    table = b"".join(_line_of(line) for line in lines if line)
    typed = sum(map(len, parts)) - len(lines) + 1
    return _Parts(tuple(parts), tuple(holes), typed, _digest(table), table)
