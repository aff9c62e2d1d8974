"""A zip made by hand: parts that never change are packed once, and every date is the same."""

from collections.abc import Callable, Iterable
from struct import Struct
from typing import NamedTuple
from zlib import crc32

# PKWARE APPNOTE 4.3.7, 4.3.12, 4.3.16. Version 2.0 knows deflate; the date is 1980-01-01.
_LOCAL = Struct("<IHHHHHIIIHH")
_CENTRAL = Struct("<IHHHHHHIIIHHHHHII")
_END = Struct("<IHHHHIIH")
_VERSION, _TIME, _DATE = 20, 0, 0x21
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
    local, central = [bundle.local], [bundle.central]
    offset, entries, mark = len(bundle.local), bundle.entries, bundle.mark
    for part in parts:
        name = part.name.encode("ascii")
        sizes = (part.crc, len(part.data), part.size, len(name), 0)
        header = _LOCAL.pack(0x04034B50, _VERSION, 0, part.method, _TIME, _DATE, *sizes) + name
        local += (header, part.data)
        start = _CENTRAL.pack(
            0x02014B50, _VERSION, _VERSION, 0, part.method, _TIME, _DATE, *sizes, 0, 0, 0, 0, offset
        )
        central += (start, name)
        offset += len(header) + len(part.data)
        entries, mark = entries + 1, next_mark(mark, part.name, part.crc)
    return Bundle(b"".join(local), b"".join(central), entries, mark)


def next_mark(mark: int, name: str, crc: int) -> int:
    """A checksum over names and checksums so far, and one more part: tells parts unchanged."""
    return crc32(b"%s:%08x;" % (name.encode("utf-8", "replace"), crc), mark)


def zip_bytes(bundle: Bundle) -> bytes:
    """The whole zip file."""
    sizes = (bundle.entries, bundle.entries, len(bundle.central), len(bundle.local))
    return bundle.local + bundle.central + _END.pack(0x06054B50, 0, 0, *sizes, 0)
