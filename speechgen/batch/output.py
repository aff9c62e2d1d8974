"""Where documents go. Every output holds whole files only, whatever stops a run."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from threading import get_ident
from typing import TYPE_CHECKING, NamedTuple, Protocol

from speechgen.source.diagnostic import SpeechgenError, fail
from speechgen.source.files import fail_to_write
from speechgen.source.messages import say
from speechgen.source.place import Place

if TYPE_CHECKING:
    from speechgen.word.read import State as Found

TEMPORARY = ".speechgen"  # the folder inside an output that holds what a run needs


class File(NamedTuple):
    """A document to be written; ``replaces`` if there is a file of that name."""

    name: str
    data: bytes
    replaces: bool = False


class Output(Protocol):
    """A place for documents; pickled, and used by several processes at once.

    ``shown`` is what a reader is told, ``shared`` whether workers write into it themselves, and
    ``linked`` whether the report can link to the documents in it, ``at_once`` whether they are
    there only once a run has ended.
    """

    shown: str
    shared: bool
    linked: bool
    at_once: bool

    def begin(self, room: Path) -> None:
        """A run begins: make what is not there; ``room`` is the folder of report and state."""

    def clear(self) -> None:
        """No other run is at work here: clear away what a killed one left."""

    def hold(self, name: str) -> None:
        """A document stays as it is; told in the order of the rows, as files are written."""

    def end(self, earlier: Iterable[str]) -> None:
        """All rows were met; ``earlier`` are documents that this run did not meet and that stay."""

    def publish(self, room: Path) -> None:
        """Report and state are written: bring them to where the documents are."""

    def stamps(self, names: list[str]) -> list[str]:
        """What tells each file from a later state of it (size and time); empty if not there."""

    def state(self, name: str) -> "Found":
        """Whether a file may be written over."""

    def digest(self, name: str) -> str:
        """The SHA-256 of a file's bytes."""

    def write(self, files: Iterable[File]) -> "list[str | SpeechgenError]":
        """Write files whole or not at all; the stamp of each, or why it could not be written."""

    def remove(self, name: str) -> None:
        """Remove a file."""


class Folder:
    """A folder of the file system; a part of a document's path that is not there is made."""

    shared = linked = True
    at_once = False

    def __init__(self, path: Path, root: str = "") -> None:
        self.path = path
        self.shown = str(path)
        self._root = root or str(path.absolute())  # a worker may stand in another folder
        self._whole = Path(self._root)
        self._made: set[str] = {""}
        self._token = os.urandom(4).hex()  # tells machines apart that share the folder

    def __reduce__(self) -> tuple[type["Folder"], tuple[Path, str]]:
        return Folder, (self.path, self._root)

    def begin(self, room: Path) -> None:
        """Make the folder."""
        own = self.path / TEMPORARY
        try:
            own.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            fail_to_write(own, error)

    def clear(self) -> None:
        """Remove what a process left behind that was killed while it wrote."""
        with suppress(OSError):
            for left in (self.path / TEMPORARY).glob("*.tmp"):
                left.unlink(missing_ok=True)

    def hold(self, name: str) -> None:
        """Nothing to do: it is there."""

    def end(self, earlier: Iterable[str]) -> None:
        """Clear away what killed workers left."""
        self.clear()

    def publish(self, room: Path) -> None:
        """Nothing to do: they are there."""

    def stamps(self, names: list[str]) -> list[str]:
        """Size and time of last change of each file."""
        return [self._stamp(f"{self._root}/{name}") for name in names]

    def _stamp(self, path: str) -> str:
        try:
            about = os.stat(path)  # noqa: PTH116 # thousands of them
        except OSError:
            return ""
        return f"{about.st_size}:{about.st_mtime_ns}"

    def state(self, name: str) -> "Found":
        """Whether a file may be written over."""
        from speechgen.word.read import document_state

        return document_state(self._whole / name)

    def digest(self, name: str) -> str:
        """The SHA-256 of a file's bytes; nothing if it cannot be read."""
        from hashlib import file_digest

        try:
            with (self._whole / name).open("rb") as file:
                return file_digest(file, "sha256").hexdigest()
        except OSError:
            return ""

    def write(self, files: Iterable[File]) -> "list[str | SpeechgenError]":
        """Each through a temporary file in the folder's own ``.speechgen``, then renamed."""
        return [self._write(file) for file in files]

    def _write(self, file: File) -> "str | SpeechgenError":
        target = f"{self._root}/{file.name}"
        own = f"{self._token}-{os.getpid()}-{get_ident()}"
        temporary = f"{self._root}/{TEMPORARY}/{own}.tmp"
        try:
            self._make_folders(file.name)
            flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
            descriptor = os.open(temporary, flags, 0o666)
            try:
                with open(descriptor, "wb", buffering=0) as stream:  # noqa: PTH123
                    _write_all(stream.fileno(), file.data)
                if file.replaces and os.name == "posix":  # of Windows it would copy "read-only"
                    from shutil import copymode

                    with suppress(FileNotFoundError):  # somebody took it away meanwhile
                        copymode(target, temporary)
                os.replace(temporary, target)  # noqa: PTH105
            except BaseException:
                os.unlink(temporary)  # noqa: PTH108
                raise
            return self._stamp(target)
        except (OSError, ValueError) as error:
            return fault(self.path / file.name, error)
        except SpeechgenError as error:
            return error

    def _make_folders(self, name: str) -> None:
        folder = name.rpartition("/")[0]
        if folder in self._made:
            return
        whole = self._whole / folder
        if not whole.resolve().is_relative_to(self._whole.resolve()):
            hint = say("it is a link; remove it, or give the documents another folder")
            told = Place(str(self.path / folder))
            fail("E753", say("this folder leads out of the output"), told, hint)
        whole.mkdir(parents=True, exist_ok=True)
        self._made.add(folder)

    def remove(self, name: str) -> None:
        """Remove a file."""
        (self._whole / name).unlink(missing_ok=True)


def fault(path: Path, error: OSError | ValueError) -> SpeechgenError:
    """What the system says, as the diagnostic that a build tells."""
    try:
        fail_to_write(path, error)
    except SpeechgenError as told:
        return told


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
