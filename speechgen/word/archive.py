"""Opening a .docx that may come from anyone: what it costs is bounded, and nothing is expanded.

Whatever the file says of itself, no more than so many bytes of it are read, unpacked and parsed.
A file beyond these bounds is nobody's speech, and counts as no document at all.
"""

import posixpath
import re
import struct
import zlib
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from speechgen.source.opening import open_plain

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

    from lxml.etree import XMLParser, _Element

_LARGEST_FILE = 64 * 2**20  # bytes; a speech with pictures has a few
_LARGEST_PART = 32 * 2**20  # bytes unpacked; a speech of 1,000,000 characters has 5 million
_MOST_UNPACKED = 2 * _LARGEST_PART  # bytes of all parts that are read
_LARGEST_DIRECTORY = 2**18  # bytes of the zip's list of entries; some 3,000 of them
# Tags and attributes of all parts that are parsed; a speech of 1,000,000 characters that Word has
# saved has some hundred thousand.
_MOST_SIGNS = 1_500_000
_END = b"PK\x05\x06"
_END_LENGTH = 22
_LOCAL_LENGTH = 30  # bytes of an entry's own header, without its name
_LONGEST_COMMENT = 65535
_ENCRYPTED = 1
_METHODS = (0, 8)  # stored, deflated: ISO 29500-2 allows no other
_OTHER_ENCODING = re.compile(
    rb"""(\xef\xbb\xbf)?<\?xml[^<>]*?\bencoding\s*=\s*["'](?!utf-8["'])""", re.IGNORECASE
)
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
        self._zip = _open(_read(path))
        self._relations: dict[str, list[Relation]] = {}
        self._unpacked = 0
        self._signs = 0

    def checksums(self) -> Iterator[tuple[str, int]]:
        """Every entry's name and checksum, in order, as the list of entries states them."""
        return ((entry.filename, entry.CRC) for entry in self._zip.infolist())

    def check(self) -> None:
        """Raise :class:`BadFileError` if some part is not what the list of entries says."""
        for entry in self._zip.infolist():
            self.read(entry.filename)

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name in self._zip.NameToInfo

    def read(self, name: str) -> bytes:
        """A part's bytes. Raises :class:`BadFileError` if it is missing, damaged or too large."""
        from zipfile import BadZipFile

        try:
            entry = self._zip.getinfo(name)
            if entry.file_size > min(_LARGEST_PART, _MOST_UNPACKED - self._unpacked):
                raise BadFileError(name)
            with self._zip.open(entry) as part:
                data = part.read(entry.file_size + 1)  # one more, so that it is found at its end
        # RuntimeError and its kind NotImplementedError: what a zip can have and this reader cannot.
        except (
            KeyError,
            ValueError,
            RuntimeError,
            EOFError,
            BadZipFile,
            struct.error,
            zlib.error,
        ) as error:
            raise BadFileError(name) from error
        if len(data) != entry.file_size:
            raise BadFileError(name)
        self._unpacked += len(data)
        return data

    def xml(self, name: str) -> "_Element":
        """A part as XML. Raises :class:`BadFileError` if it is none, too much, or has a DOCTYPE."""
        data = self.read(name)
        self._signs += data.count(b"<") + data.count(b"=")
        if self._signs > _MOST_SIGNS:
            raise BadFileError(name)
        return parse_xml(data)

    def relations(self, name: str = "") -> list[Relation]:
        """What a part refers to inside the package; without a name, the package itself."""
        if name not in self._relations:
            self._relations[name] = list(self._read_relations(name))
        return self._relations[name]

    def _read_relations(self, name: str) -> Iterator[Relation]:
        folder, base = posixpath.split(name)
        source = posixpath.join(folder, "_rels", f"{base}.rels") if name else _PACKAGE_RELATIONS
        if self.has(source):
            for node in self.xml(source):
                if node.get("TargetMode") != "External":
                    yield Relation(node.get("Id", ""), _kind(node), _target(folder, node))

    def related(self, kind: str, name: str = "") -> str | None:
        """The part of that kind which another part, or the package, refers to."""
        return next((r.target for r in self.relations(name) if r.kind == kind), None)


def parse_xml(data: bytes) -> "_Element":
    """Bytes as XML; no entity is expanded, nothing is fetched.

    Raises :class:`BadFileError` if they are none, or if there is a DOCTYPE.
    """
    from lxml import etree

    if _OTHER_ENCODING.match(data):
        raise BadFileError("no UTF-8")
    try:
        root = etree.fromstring(data, _parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadFileError(str(error)) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise BadFileError("DOCTYPE")
    return root


@cache
def _parser() -> "XMLParser":
    from lxml import etree

    return etree.XMLParser(
        encoding="utf-8",  # that of all programs; in another one its tags could not be counted
        huge_tree=False,  # no more than 256 deep, no text of more than 10 MB
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )


def _read(path: Path) -> bytes:
    """The file, read at once: nothing that happens to it later can mislead the reader."""
    with open_plain(path) as file:
        data = file.read(_LARGEST_FILE + 1)
    if not _END_LENGTH <= len(data) <= _LARGEST_FILE:
        raise BadFileError(str(path))
    return data


def _open(data: bytes) -> "ZipFile":
    from zipfile import BadZipFile, ZipFile

    _check_directory(data)
    try:
        opened = ZipFile(BytesIO(data))
    except (BadZipFile, NotImplementedError, ValueError, EOFError, struct.error) as error:
        raise BadFileError("no zip") from error
    _check_entries(opened.infolist(), opened.start_dir)
    return opened


def _check_directory(data: bytes) -> None:
    """Look at the end of the file before anything is made from the list of entries."""
    start = data.rfind(_END, max(0, len(data) - _END_LENGTH - _LONGEST_COMMENT))
    if start < 0 or int.from_bytes(data[start + 12 : start + 16], "little") > _LARGEST_DIRECTORY:
        raise BadFileError("no list of entries")


def _check_entries(entries: "list[ZipInfo]", end: int) -> None:
    """Refuse what two programs could read differently, and what is unpacked many times over.

    Entries of one name (ISO 29500-2 does not tell capitals apart), entries that lie one over the
    other or over the list of them, and what no document has: secrecy, other kinds of packing.
    """
    if len({entry.filename.lower() for entry in entries}) < len(entries):
        raise BadFileError("two parts of one name")
    for entry in sorted(entries, key=lambda entry: entry.header_offset, reverse=True):
        length = _LOCAL_LENGTH + len(entry.filename) + entry.compress_size
        if entry.header_offset < 0 or entry.header_offset + length > end:
            raise BadFileError("parts that overlap")
        if entry.flag_bits & _ENCRYPTED or entry.compress_type not in _METHODS:
            raise BadFileError("no part of a document")
        end = entry.header_offset


def _kind(node: "_Element") -> str:
    return node.get("Type", "").rpartition("/")[2]


def _target(folder: str, node: "_Element") -> str:
    """A relation's target as a part name; absolute ones begin with a slash."""
    from urllib.parse import unquote

    target = unquote(node.get("Target", ""))
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
