"""A zip file of documents: in the order of the rows, dated alike, replaced as a whole."""

import os
from collections.abc import Iterable
from contextlib import suppress
from glob import escape
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from speechgen.batch.output import File, fault
from speechgen.source.diagnostic import SpeechgenError
from speechgen.source.files import fail_to_write
from speechgen.word.read import State as Found
from speechgen.word.read import document_state

_DATE = (1980, 1, 1, 0, 0, 0)  # the first that a zip knows: the same bytes on any day
_UNIX, _MODE = 3, 0o100644 << 16


class ZipOutput:
    """A ``.zip``: written anew beside the old one, and only if something in it changes.

    Written by the process that runs the batch. What stays is copied from the old file as it is.
    """

    shared = linked = False

    def __init__(self, path: Path) -> None:
        self.path = path
        self.shown = str(path)
        self._new: ZipFile | None = None
        self._held: list[str] = []
        self._old: ZipFile | None = None
        self._removed = False
        self._opener = 0

    def __reduce__(self) -> tuple[type["ZipOutput"], tuple[Path]]:
        return ZipOutput, (self.path,)

    @property
    def _temporary(self) -> Path:
        return self.path.with_name(f".{self.path.name}.{os.getpid()}.tmp")

    def begin(self, room: Path) -> None:
        """Open the old file."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            fail_to_write(self.path, error)
        self._old = self._opened()

    def clear(self) -> None:
        """Remove what a killed run left."""
        with suppress(OSError):
            for left in self.path.parent.glob(f".{escape(self.path.name)}.*.tmp"):
                left.unlink(missing_ok=True)

    def _opened(self) -> ZipFile | None:
        self._opener = os.getpid()
        try:
            return ZipFile(self.path)
        except (OSError, BadZipFile, ValueError):
            return None

    def _entry(self, name: str) -> ZipInfo | None:
        if self._opener != os.getpid():  # in a worker: an open file is not to be shared
            self._old = self._opened()
        return self._old.NameToInfo.get(name) if self._old is not None else None

    def stamps(self, names: list[str]) -> list[str]:
        """Size and checksum of each document."""
        found = (self._entry(name) for name in names)
        return [f"{info.file_size}:{info.CRC:08x}" if info else "" for info in found]

    def state(self, name: str) -> Found:
        """Whether somebody edited a document inside the zip."""
        data = self._read(name)
        if data is None:
            return Found.MISSING
        with TemporaryDirectory() as folder:
            copy = Path(folder, "document.docx")
            copy.write_bytes(data)
            return document_state(copy)

    def digest(self, name: str) -> str:
        """The SHA-256 of a document's bytes; nothing if it cannot be read."""
        data = self._read(name)
        return sha256(data).hexdigest() if data is not None else ""

    def _read(self, name: str) -> bytes | None:
        info = self._entry(name)
        if info is None or self._old is None or info.file_size > _LARGEST:
            return None
        try:
            return self._old.read(info)
        except (OSError, BadZipFile, ValueError, NotImplementedError, RuntimeError):
            return None

    def hold(self, name: str) -> None:
        """A document stays; copied only once something else changes."""
        if self._new is None:
            self._held.append(name)
        else:
            self._copy(name)

    def write(self, files: Iterable[File]) -> "list[str | SpeechgenError]":
        """Each behind those before it."""
        return [self._write(file) for file in files]

    def _write(self, file: File) -> "str | SpeechgenError":
        try:
            self._put(self._begun(), file.name, file.data)
        except (OSError, ValueError) as error:
            return fault(self.path, error)
        info = self._begun().NameToInfo[file.name]
        return f"{info.file_size}:{info.CRC:08x}"

    def _begun(self) -> ZipFile:
        """The new file, with all that was held so far."""
        if self._new is None:
            self._new = ZipFile(self._temporary, "w", ZIP_STORED)
            for name in self._held:
                self._copy(name)
            self._held.clear()
        return self._new

    def _copy(self, name: str) -> None:
        data = self._read(name)
        if data is not None and self._new is not None:
            self._put(self._new, name, data)

    def _put(self, target: ZipFile, name: str, data: bytes) -> None:
        info = ZipInfo(name, _DATE)
        info.create_system, info.external_attr = _UNIX, _MODE
        target.writestr(info, data)  # a .docx is deflated already

    def remove(self, name: str) -> None:
        """A document goes: it is not copied."""
        self._removed = True

    def publish(self, room: Path) -> None:
        """Nothing to do: the report lies beside the file."""

    def end(self, earlier: Iterable[str]) -> None:
        """Put the new file in the place of the old one, if there is anything new in it."""
        try:
            if self._new is None and not self._removed:
                return
            new = self._begun()
            for name in earlier:
                self._copy(name)
            new.close()
            if self._old is not None:
                self._old.close()
            self._temporary.replace(self.path)
        except OSError as error:
            fail_to_write(self.path, error)
        finally:
            self._temporary.unlink(missing_ok=True)
            self._new, self._old = None, None


_LARGEST = 256 * 1024 * 1024  # bytes of a document inside a zip; a long speech has 40,000
