"""How like each other the variants are: which are the same, and how much each has of its own.

*Wording.* Two documents have the same wording if they are word for word the same apart from their
identity values. Title lines are joined, for where they break depends on the names.

*Difference.* The share of a document's characters that stand in values of its own row, or in
paragraphs that fewer than half of the variants have. A value that the outline gives to every row
is as good as typed, and paragraphs are compared without their values. So a speech where only
names were put in differs by a few per cent, one with sections of its own by much more. Linear in
the text; of each document some twenty bytes are kept, and each form once.
"""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection
from functools import cached_property, lru_cache
from hashlib import blake2b
from itertools import groupby
from operator import itemgetter
from struct import Struct
from typing import NamedTuple

from speechgen.batch.leaks.lines import lines_of, title_text
from speechgen.document.holes import pieces
from speechgen.document.tree import Document, Form, plain

_MASK = "\ue000"  # stands for an identity value
_HOLE = "\U000f0000"  # stands for any value
_BETWEEN = "\x1f"  # no value can hold it
_KEPT_FORMS = 512  # as word/form.py keeps them
_HEAD = Struct("<8sII")  # the form's digest, the characters of own values, all characters
_LINE = Struct("<II")  # a line's digest, its typed characters


class _Shape(NamedTuple):
    """What is known of a form: its holes in order, its text without values, the lines of that."""

    holes: tuple[int, ...]
    typed: int
    digest: bytes
    lines: bytes


@lru_cache(maxsize=_KEPT_FORMS)
def _shape_of(form: Form) -> _Shape:
    """The shape of a form; forms are compared by identity."""
    lines = [text for line in lines_of(form) if (text := plain(line))]
    holes = tuple(hole for line in lines for _, hole in pieces(line) if hole is not None)
    bare = [
        "".join(_HOLE if hole is not None else text for text, hole in pieces(line))
        for line in lines
    ]
    lengths = [len(line) - line.count(_HOLE) for line in bare]
    table = b"".join(
        _LINE.pack(int.from_bytes(_digest(line, 4), "little"), length)
        for line, length in zip(bare, lengths, strict=True)
    )
    return _Shape(holes, sum(lengths), _digest("\n".join(bare), 8), table)


def _digest(text: str, size: int) -> bytes:
    return blake2b(text.encode(), digest_size=size).digest()


def wording(document: Document, identity: Collection[str]) -> str:
    """A short digest, the same for two documents that differ in their identity values alone.

    ``identity`` are the row's own. Inside other values only names are looked for: a figure such
    as 12 stands in other figures too.
    """
    shape, values = _shape_of(document.form), document.values
    printed = [_MASK if values[hole] in identity else values[hole] for hole in shape.holes]
    text = _BETWEEN.join([title_text(document.title), *printed])
    for name in sorted(identity, key=len, reverse=True):
        if len(name) > 1 and name in text and not any(map(str.isdigit, name)):
            text = text.replace(name, _MASK)
    return _digest(shape.digest.hex() + text, 8).hex()


def makeup(document: Document, shared: Collection[str] = ()) -> bytes:
    """What :class:`Likeness` compares; ``shared`` are the values that the outline gives all rows.

    The digest and typed length of each line of the form, and how many characters are the row's.
    """
    shape, values = _shape_of(document.form), document.values
    printed = [values[hole] for hole in shape.holes]
    title = [run for line in document.title for run in line]
    own = sum([len(value) for value in printed if value not in shared])
    own += sum([len(run.text) for run in title if run.origin and run.text not in shared])
    every = shape.typed + sum(map(len, printed)) + sum([len(run.text) for run in title])
    return _HEAD.pack(shape.digest, own, every) + shape.lines


class Likeness:
    """Compares the variants of a run, fed one by one, in any order, each row once."""

    def __init__(self) -> None:
        self._rows = array("I")
        self._wordings = array("Q")
        self._form_of = array("I")
        self._own = array("I")
        self._every = array("I")
        self._forms: dict[bytes, int] = {}
        self._tables: list[bytes] = []  # the lines of each form

    def add(self, row: int, wording: str, makeup: bytes) -> None:
        """Take one document."""
        digest, own, every = _HEAD.unpack_from(makeup)
        form = self._forms.setdefault(digest, len(self._tables))
        if form == len(self._tables):
            self._tables.append(makeup[_HEAD.size :])
        self._rows.append(row)
        self._wordings.append(int(wording, 16))
        self._form_of.append(form)
        self._own.append(own)
        self._every.append(every)
        self.__dict__.pop("shares", None)  # computed anew when next asked for

    def groups(self) -> list[tuple[int, ...]]:
        """Rows of the same wording, two and more together, in the order of their first rows."""
        pairs = sorted(zip(self._wordings, self._rows, strict=True))
        found = (tuple(row for _, row in same) for _, same in groupby(pairs, itemgetter(0)))
        return sorted(rows for rows in found if len(rows) > 1)

    def differs(self, row: int) -> float:
        """How much of a row's document is its own, from 0 to 1; 0 for a row not taken."""
        rows, shares = self.shares
        index = bisect_left(rows, row)
        return shares[index] if index < len(rows) and rows[index] == row else 0.0

    @cached_property
    def shares(self) -> "tuple[array[int], array[float]]":
        """All rows in order, and how much each differs."""
        rare = self._rare_characters()
        order = sorted(range(len(self._rows)), key=self._rows.__getitem__)
        shares = (
            (self._own[n] + rare[self._form_of[n]]) / self._every[n] if self._every[n] else 0.0
            for n in order
        )
        return array("I", (self._rows[n] for n in order)), array("f", shares)

    def _rare_characters(self) -> list[int]:
        """The typed characters of each form in paragraphs that fewer than half of all have."""
        having: Counter[int] = Counter()
        for form, documents in Counter(self._form_of).items():
            for line in {line for line, _ in _LINE.iter_unpack(self._tables[form])}:
                having[line] += documents
        half = len(self._rows) / 2
        return [
            sum(typed for line, typed in _LINE.iter_unpack(table) if having[line] < half)
            for table in self._tables
        ]
