"""The limit of what text and a zip can cost: as little as can be done for each document."""

import struct
import zipfile
import zlib
from pathlib import Path

from files import TEMPLATE

Values = dict[str, str]


class Bare:
    """(d) the limit: document.xml as one compiled Jinja text, all else deflated beforehand."""

    name = "bare limit"
    _main = b"word/document.xml"
    _local = struct.Struct("<IHHHHHIIIHH")
    _central = struct.Struct("<IHHHHHHIIIHHHHHII")

    def __init__(self, folder: Path) -> None:
        from jinja2 import Environment
        from markupsafe import escape

        self._escape = escape
        self._before, self._directory, self._entries = b"", b"", 1
        with zipfile.ZipFile(folder / TEMPLATE) as package:
            for info in package.infolist():
                if info.filename == self._main.decode():
                    xml = package.read(info).decode()
                else:
                    self._add(info.filename.encode(), package.read(info))
        self._render = Environment().from_string(xml).render

    def _headers(self, name: bytes, data: bytes, packed: bytes, at: int) -> tuple[bytes, bytes]:
        about = (20, 0, 8, 0, 0x21, zlib.crc32(data), len(packed), len(data), len(name), 0)
        central = (0x02014B50, 20, *about, 0, 0, 0, 0, at)
        return self._local.pack(0x04034B50, *about) + name, self._central.pack(*central) + name

    def _add(self, name: bytes, data: bytes) -> None:
        packed = _deflate(data, 9)
        local, central = self._headers(name, data, packed, len(self._before))
        self._before += local + packed
        self._directory += central
        self._entries += 1

    def write(self, values: Values, path: Path) -> None:
        escape = self._escape
        data = self._render({name: escape(value) for name, value in values.items()}).encode()
        packed = _deflate(data, 1)
        local, central = self._headers(self._main, data, packed, len(self._before))
        directory = self._directory + central
        size = len(self._before) + len(local) + len(packed)
        count = self._entries
        end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, len(directory), size, 0)
        with path.open("xb", buffering=0) as file:
            file.write(b"".join((self._before, local, packed, directory, end)))


def _deflate(data: bytes, level: int) -> bytes:
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()
