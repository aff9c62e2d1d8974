"""Opening a .docx that may come from anyone: sizes are bounded, and nothing in it is expanded."""

import os
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from speechgen.source.opening import open_plain

if TYPE_CHECKING:
    from zipfile import ZipFile

    from lxml.etree import _Element

_LARGEST_FILE = 64 * 2**20  # bytes; a speech with pictures has a few
_LARGEST_PART = 32 * 2**20  # bytes unpacked; a speech of 1,000,000 characters has 5 million
_LARGEST_DIRECTORY = 2 * 2**20  # bytes of the zip's list of entries; some 20,000 of them
_END = b"PK\x05\x06"
_END_LENGTH = 22
_LONGEST_COMMENT = 65535
_PACKAGE_RELATIONS = "_rels/.rels"


class BadFileError(Exception):
    """The file is no .docx, is damaged, or is larger than any document should be."""


class Relation(NamedTuple):
    """What a part refers to: the id, the last word of the type, and the part's name."""

    id: str
    kind: str
    target: str


class Archive:
    """The parts of a .docx, read one at a time and never beyond their bounds."""

    def __init__(self, path: Path) -> None:
        """Read the list of entries. Raises :class:`BadFileError`, or ``OSError`` if unreadable."""
        self._file = open_plain(path)
        try:
            self._zip = _open(self._file)
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> "Archive":
        """The archive itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self._zip.close()
        self._file.close()

    def checksums(self) -> Iterator[tuple[str, int]]:
        """Every entry's name and checksum, in order, as the list of entries states them."""
        return ((entry.filename, entry.CRC) for entry in self._zip.infolist())

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name in self._zip.NameToInfo

    def read(self, name: str) -> bytes:
        """A part's bytes. Raises :class:`BadFileError` if it is missing, damaged or too large."""
        import zlib
        from zipfile import BadZipFile

        try:
            with self._zip.open(name) as part:
                data = part.read(_LARGEST_PART + 1)
        except (
            KeyError,
            BadZipFile,
            zlib.error,
            NotImplementedError,
            RuntimeError,
            EOFError,
        ) as error:
            raise BadFileError(name) from error
        if len(data) > _LARGEST_PART:
            raise BadFileError(name)
        return data

    def xml(self, name: str) -> "_Element":
        """A part as XML. Raises :class:`BadFileError` if it is none, or has a DOCTYPE."""
        return parse_xml(self.read(name))

    def relations(self, name: str = "") -> list[Relation]:
        """What a part refers to inside the package; without a name, the package itself."""
        folder, base = posixpath.split(name)
        source = posixpath.join(folder, "_rels", f"{base}.rels") if name else _PACKAGE_RELATIONS
        if not self.has(source):
            return []
        return [
            Relation(node.get("Id", ""), _kind(node), _target(folder, node))
            for node in self.xml(source)
            if node.get("TargetMode") != "External"
        ]

    def related(self, kind: str, name: str = "") -> str | None:
        """The part of that kind which another part, or the package, refers to."""
        return next((r.target for r in self.relations(name) if r.kind == kind), None)


def parse_xml(data: bytes) -> "_Element":
    """Bytes as XML; no entity is expanded, nothing is fetched.

    Raises :class:`BadFileError` if they are none, or if there is a DOCTYPE.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadFileError(str(error)) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise BadFileError("DOCTYPE")
    return root


def _open(file: BinaryIO) -> "ZipFile":
    from zipfile import BadZipFile, ZipFile

    _check_sizes(file)
    try:
        return ZipFile(file)
    except (BadZipFile, NotImplementedError, ValueError, EOFError) as error:
        raise BadFileError(file.name) from error


def _check_sizes(file: BinaryIO) -> None:
    """Look at the end of the file before anything is made from the list of entries."""
    size = file.seek(0, os.SEEK_END)
    if not _END_LENGTH <= size <= _LARGEST_FILE:
        raise BadFileError(file.name)
    file.seek(max(0, size - _END_LENGTH - _LONGEST_COMMENT))
    tail = file.read(_END_LENGTH + _LONGEST_COMMENT)
    start = tail.rfind(_END)
    if start < 0 or int.from_bytes(tail[start + 12 : start + 16], "little") > _LARGEST_DIRECTORY:
        raise BadFileError(file.name)


def _kind(node: "_Element") -> str:
    return re.sub(".*/", "", node.get("Type", ""))


def _target(folder: str, node: "_Element") -> str:
    """A relation's target as a part name; absolute ones begin with a slash."""
    from urllib.parse import unquote

    target = unquote(node.get("Target", ""))
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
