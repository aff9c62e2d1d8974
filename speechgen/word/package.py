"""A zip made by hand: parts that never change are packed once, and every date is the same."""

from collections.abc import Callable, Iterable, Sequence
from struct import Struct
from typing import NamedTuple
from zlib import crc32

# PKWARE APPNOTE 4.3.7, 4.3.12, 4.3.16. Version 2.0 knows deflate; the date is 1980-01-01.
_LOCAL = Struct("<IHHHHHIIIHH")
_END = Struct("<IHHHHIIH")
_VERSION, _TIME, _DATE = 20, 0, 0x21
# The list of entries repeats each header but for its first four bytes: before that the mark of the
# list and the version that wrote it, behind it no comment, no disk, no attributes, and the offset.
_LISTED = Struct("<IH").pack(0x02014B50, _VERSION)
_NO_COMMENT = bytes(10)
STORED, DEFLATED = 0, 8
_SMALL = 1024  # bytes; below this, setting up a compressor costs more than it saves


class Packed(NamedTuple):
    """A part ready for the zip."""

    name: str
    method: int
    crc: int
    size: int
    data: bytes


class Bundle(NamedTuple):
    """Packed parts one after the other, as they stand at the start of a zip."""

    local: bytes = b""
    central: bytes = b""
    entries: int = 0
    mark: int = 0


def pack(
    name: str, data: bytes, deflate: Callable[[bytes], bytes], smallest: int = _SMALL
) -> Packed:
    """A part, deflated unless it is smaller than ``smallest``."""
    if len(data) < smallest:
        return Packed(name, STORED, crc32(data), len(data), data)
    return Packed(name, DEFLATED, crc32(data), len(data), deflate(data))


def add(bundle: Bundle, parts: Iterable[Packed]) -> Bundle:
    """The bundle with more parts behind it."""
    every = list(parts)
    local, central = _entries(every, len(bundle.local))
    return Bundle(
        b"".join((bundle.local, *local)),
        b"".join((bundle.central, *central)),
        bundle.entries + len(every),
        mark_after(bundle, every),
    )


def _entries(parts: Iterable[Packed], offset: int) -> tuple[list[bytes], list[bytes]]:
    """The entries of parts, the first at an offset, and what the list of entries says of them."""
    local, central = list[bytes](), list[bytes]()
    for name, method, crc, size, data in parts:
        written = name.encode("ascii")
        sizes = (crc, len(data), size, len(written), 0)
        header = _LOCAL.pack(0x04034B50, _VERSION, 0, method, _TIME, _DATE, *sizes)
        local += (header, written, data)
        central += (_LISTED, header[4:], _NO_COMMENT, offset.to_bytes(4, "little"), written)
        offset += len(header) + len(written) + len(data)
    return local, central


def mark_after(bundle: Bundle, parts: Iterable[Packed]) -> int:
    """The mark of a bundle with more parts behind it."""
    mark = bundle.mark
    for part in parts:
        mark = next_mark(mark, part.name, part.crc)
    return mark


def next_mark(mark: int, name: str, crc: int) -> int:
    """A checksum over names and checksums so far, and one more part: tells parts unchanged."""
    return crc32(b"%s:%08x;" % (name.encode("utf-8", "replace"), crc), mark)


def zip_bytes(bundle: Bundle, parts: Sequence[Packed]) -> bytes:
    """The whole zip file: a bundle with more parts behind it, copied together once."""
    local, central = _entries(parts, len(bundle.local))
    entries = bundle.entries + len(parts)
    listed = len(bundle.central) + sum(map(len, central))
    sizes = (entries, entries, listed, len(bundle.local) + sum(map(len, local)))
    end = _END.pack(0x06054B50, 0, 0, *sizes, 0)
    return b"".join((bundle.local, *local, bundle.central, *central, end))
