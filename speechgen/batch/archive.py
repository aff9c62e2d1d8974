"""A zip file of documents: in the order of the rows, dated alike, replaced as a whole."""

import os
from collections.abc import Iterable
from contextlib import suppress
from glob import escape
from hashlib import sha256
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import IO, Never
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from speechgen.batch.output import File
from speechgen.source.diagnostic import SpeechgenError, fail
from speechgen.source.files import fail_to_write
from speechgen.source.messages import say
from speechgen.source.place import Place
from speechgen.word.read import State as Found
from speechgen.word.read import document_state

_DATE = (1980, 1, 1, 0, 0, 0)  # the first that a zip knows: the same bytes on any day
_UNIX, _MODE = 3, 0o100644 << 16


class ZipOutput:
    """A ``.zip``: written anew beside the old one, and only if something in it changes.

    Written by the process that runs the batch. What stays is copied from the old file as it is.
    """

    shared = linked = False
    at_once = True

    def __init__(self, path: Path) -> None:
        self.path = path
        self.shown = str(path)
        self._new: ZipFile | None = None
        self._held: list[str] = []
        self._old: ZipFile | None = None
        self._removed: set[str] = set()
        self._opener = 0
        self._lost: SpeechgenError | None = None

    def __reduce__(self) -> tuple[type["ZipOutput"], tuple[Path]]:
        return ZipOutput, (self.path,)

    @property
    def _target(self) -> Path:
        """The file itself, where the path is a link to it."""
        return Path(os.path.realpath(self.path))

    @property
    def _temporary(self) -> Path:
        return self._target.with_name(f".{self._target.name}.{os.getpid()}.tmp")

    def begin(self, room: Path) -> None:
        """Open the old file."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._old = self._opened()
        except OSError as error:
            fail_to_write(self.path, error)

    def clear(self) -> None:
        """Remove what a killed run left."""
        with suppress(OSError):
            for left in self._target.parent.glob(f".{escape(self._target.name)}.*.tmp"):
                left.unlink(missing_ok=True)

    def _opened(self) -> ZipFile | None:
        """The old file, if there is one. Raises E514 if it is something else than a zip."""
        self._opener = os.getpid()
        try:
            return ZipFile(self.path)
        except FileNotFoundError:
            return None
        except (BadZipFile, ValueError):
            hint = say("remove it, or choose another with -o")
            fail("E514", say("this file is there, and is no zip file"), Place(str(self.path)), hint)

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
        """Each behind those before it; raises E51x if the zip as a whole cannot be written."""
        return [self._write(file) for file in files]

    def _write(self, file: File) -> str:
        try:
            self._put(self._begun(), file.name, file.data)
            info = self._begun().NameToInfo[file.name]
        except (OSError, ValueError) as error:
            self._give_up(error)
        return f"{info.file_size}:{info.CRC:08x}"

    def _begun(self) -> ZipFile:
        """The new file, with all that was held so far; raises what made it fail before."""
        if self._lost is not None:
            raise self._lost
        if self._new is None:
            self._new = ZipFile(_created(self._temporary, self._target), "w", ZIP_STORED)
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
        self._removed.add(name)

    def publish(self, room: Path) -> None:
        """Nothing to do: the report lies beside the file."""
        self._drop()

    def end(self, earlier: Iterable[str]) -> None:
        """Put the new file in the place of the old one, if there is anything new in it."""
        try:
            if self._new is None and not self._removed:
                return
            new = self._begun()
            for name in earlier:
                self._copy(name)
            self._copy_others(new)
            new.close()
            if self._old is not None:
                self._old.close()
            self._temporary.replace(self._target)
            self._new = self._old = None
        except (OSError, ValueError, BadZipFile, RuntimeError) as error:
            self._give_up(error)

    def _copy_others(self, new: ZipFile) -> None:
        """What somebody else put into the zip stays as it is."""
        for info in self._old.infolist() if self._old is not None else ():
            if info.filename in new.NameToInfo or info.filename in self._removed:
                continue
            assert self._old is not None
            with self._old.open(info) as source, new.open(_like(info), "w") as target:
                copyfileobj(source, target)

    def _give_up(self, error: Exception) -> Never:
        """The new file is lost; the old one stays as it was."""
        self._drop()
        try:
            told = error if isinstance(error, OSError) else ValueError(str(error))
            fail_to_write(self.path, told)
        except SpeechgenError as fault:
            self._lost = fault
            raise

    def _drop(self) -> None:
        """Take away a new file that is not complete."""
        if self._new is not None and self._new.fp is not None:
            with suppress(OSError):
                self._new.fp.close()
            self._new.fp = None  # it is not to be ended
        self._new = None
        with suppress(OSError):
            self._temporary.unlink(missing_ok=True)


def _created(path: Path, like: Path) -> IO[bytes]:
    """A new file that nobody may read who may not read the one that it replaces."""
    file = path.open("w+b")
    if os.name == "posix":
        with suppress(FileNotFoundError):
            os.fchmod(file.fileno(), like.stat().st_mode & 0o777)
    return file


def _like(info: ZipInfo) -> ZipInfo:
    """An entry with the name and the looks of another, to be written anew."""
    made = ZipInfo(info.filename, info.date_time)
    made.compress_type = info.compress_type
    made.create_system, made.external_attr = info.create_system, info.external_attr
    made.comment, made.file_size = info.comment, info.file_size
    return made


_LARGEST = 256 * 1024 * 1024  # bytes of a document inside a zip; a long speech has 40,000
