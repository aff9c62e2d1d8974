"""The parts of a workbook from a stranger: unpacked as they are read, never more than bearable."""

import re
from collections.abc import Iterator
from typing import IO, Any
from xml.etree.ElementTree import Element, iterparse
from zipfile import ZipFile

MOST_PART = 4 * 2**30  # bytes of one part unpacked; a million rows of 40 columns have 2 GB
MOST_PIECE = 4 * 2**20  # bytes of a row or a text; 16,384 columns of 250 bytes fit
MOST_WHOLE = 16 * 2**20  # bytes of a part that is read at once, such as the styles
# A part begins with at most a declaration in UTF-8 and comments: no DOCTYPE, so no entities
# (ECMA-376 part 2, section 8.1.4, forbids both).
_BEGINNING = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml(?:(?!encoding)[^>])*(?:encoding=[\"']utf-8[\"'][^>]*)?\?>)?"
    rb"(?:\s|<!--(?:(?!-->)[\s\S])*-->)*<[A-Za-z]",
    re.IGNORECASE,
)


class TooMuchError(Exception):
    """A part is larger than a workbook may be here."""


class ForbiddenError(Exception):
    """A part holds what no workbook may."""


class Part:
    """A part being read; ``refill`` says that a piece of it is done with."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._left = MOST_PIECE
        self._total = MOST_PART
        self._begun = False

    def __enter__(self) -> "Part":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the stream."""
        self._stream.close()

    def read(self, size: int = -1) -> bytes:
        """The next bytes of the part."""
        if size < 0:
            size, self._left = MOST_WHOLE + 1, MOST_WHOLE
        data = self._stream.read(size)
        self._left -= len(data)
        self._total -= len(data)
        if self._left < 0 or self._total < 0:
            raise TooMuchError
        if not self._begun and data:
            self._begin(data)
        return data

    def _begin(self, data: bytes) -> None:
        self._begun = True
        if not _BEGINNING.match(data):
            raise ForbiddenError

    def refill(self) -> None:
        """A piece was read and is forgotten."""
        self._left = MOST_PIECE


class Archive(ZipFile):
    """A zip file that hands out :class:`Part`."""

    def open(self, *arguments: Any, **options: Any) -> Any:
        """A part, to be read within limits."""
        return Part(super().open(*arguments, **options))


def elements(part: Part, tag: str, last: str = "") -> Iterator[Element]:
    """Each element of a name, gone when the next is asked for; up to the end of ``last``."""
    parents: list[Element] = []
    for event, element in iterparse(part, ("start", "end")):  # noqa: S314 - see _BEGINNING
        if event == "start":
            parents.append(element)
            continue
        parents.pop()
        if element.tag == tag:
            yield element
            part.refill()
            parents[-1].clear()
        elif element.tag == last:
            return
