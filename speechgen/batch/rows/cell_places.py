"""Where the cells of a CSV record stand, which Python's reader does not tell."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from speechgen.source.place import Place

_BREAK = re.compile("\r\n|\r|\n")


def cell_place(file: str, line: int, typed: Sequence[str], delimiter: str, index: int) -> Place:
    """The place of a cell of the record that begins at ``line``; the record's if it has no such."""
    text = "".join(typed)
    found = next(islice(_cells(text, delimiter), index, None), None)
    start, end = found or (0, len(text.rstrip("\r\n")))
    breaks = list(_BREAK.finditer(text, 0, start))
    line_start = breaks[-1].end() if breaks else 0
    shown = _BREAK.split(text[start:end], maxsplit=1)[0]
    return Place(file, line + len(breaks), start - line_start + 1, max(len(shown), 1))


def open_quote(typed: Sequence[str], delimiter: str) -> int:
    """The number of the cell whose quotation mark closes early or never."""
    text = "".join(typed)
    for index, (start, end) in enumerate(_cells(text, delimiter)):
        if text[start:end].startswith('"') and not _QUOTED.fullmatch(text, start, end):
            return index
    return 0


_QUOTED = re.compile('"(?:[^"]|"")*"')


def _cells(text: str, delimiter: str) -> Iterator[tuple[int, int]]:
    """Where each cell begins and ends, its quotation marks included."""
    pattern = re.compile(f'(?:"(?:[^"]|"")*"?)?[^{re.escape(delimiter)}\r\n]*')
    position = 0
    while found := pattern.match(text, position):
        yield found.span()
        position = found.end()
        if text[position : position + 1] != delimiter:
            return
        position += 1
