"""Reading a text file whatever is wrong with it, and writing a file whole or not at all."""

import errno
import os
import re
import stat
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Never

from speechgen.source.diagnostic import fail
from speechgen.source.encoding import decode
from speechgen.source.messages import Message, say
from speechgen.source.opening import NotPlainError, absolute, check_plain, open_plain
from speechgen.source.place import Place

_BUFFER = 1 << 16  # bytes gathered before the system is asked to write
MOST_BYTES = 16 * 1024 * 1024  # of an outline, a template, a layout; a long speech has 30 kB


def read_text(path: str | Path) -> str:
    """The text of a UTF-8 file, without its byte order mark.

    Raises :class:`SpeechgenError`: E103 not UTF-8, and what :func:`read_bytes` raises.
    """
    return decode(read_bytes(path), str(path))


def read_bytes(path: str | Path) -> bytes:
    """The bytes of a file.

    Raises :class:`SpeechgenError`: E101 missing, E102 a folder, E104 too large, E105 unreadable,
    E107 no plain file.
    """
    try:
        with open_plain(Path(path)) as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        fail_to_read(Place(str(path) or "."), error)
    if len(data) > MOST_BYTES:
        message = say("the file is larger than {size} MB", size=MOST_BYTES // 2**20)
        fail("E104", message, Place(str(path)))
    return data


def check_file(path: Path) -> None:
    """Raise E101 if there is no such file, E102 if it is a folder; a pipe is told by others."""
    try:
        check_plain(path.stat(), path)
    except NotPlainError:
        return
    except (OSError, ValueError) as error:
        fail_to_read(Place(str(path)), error)


def fail_to_read(place: Place, error: OSError | ValueError) -> Never:
    """Raise what keeps a file from being read: E101, E102, E105 or E107."""
    if isinstance(error, NotPlainError):
        _refuse_kind(error, place)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        fail("E101", say("there is no such file"), place, _near_file(Path(place.file)))
    if isinstance(error, IsADirectoryError):
        fail("E102", say("this is a folder, not a file"), place)
    fail("E105", say("the file cannot be read: {reason}", reason=reason_of(error)), place)


def _refuse_kind(error: NotPlainError, place: Place) -> Never:
    message = say("this is {kind}, not a plain file", kind=error.kind)
    fail("E107", message, place, say("only plain files are read, and written over"))


def _near_file(path: Path) -> Message | None:
    from difflib import get_close_matches

    try:
        if path.is_symlink():
            return say("it is a link to {file}, which is not there", file=str(path.readlink()))
        entries = sorted(path.parent.iterdir(), key=lambda e: (e.suffix == path.suffix, e.name))
    except OSError:
        return say("there is no folder {folder}", folder=str(path.parent))
    stems = {entry.stem: entry.name for entry in entries}  # without .yaml, which all have
    near = get_close_matches(path.stem, stems, 1, 0.6)
    return say("did you mean '{name}'?", name=stems[near[0]]) if near else None


def write_whole(path: str | Path, data: bytes) -> None:
    """Write a file whole or not at all: a temporary file beside it, then a rename over it.

    What stands there already must be a plain file; its permissions are kept, and its owner where
    the system lets us. A link is followed.

    Raises :class:`SpeechgenError`: E107 no plain file, E511 no such folder, E512 not writable or
    held open by another program, E513 disk full, E514 anything else that the system says.
    """
    with WholeFile(path) as file:
        file.write(data)


class WholeFile:
    """A file that is written piece by piece, and is there whole or not at all.

    The pieces go into a temporary file beside it, which takes its name when the block ends; when
    the block fails it is removed, and what stood there before is left as it was. Raises what
    :func:`write_whole` does, and only for faults of this file.
    """

    def __init__(self, path: str | Path) -> None:
        self._path = self._target = Path(path)

    def __enter__(self) -> "WholeFile":
        try:
            check_name(self._path)
            replaced = self._replaced()
            self._temporary = self._target.with_name(f".speechgen-{os.urandom(6).hex()}.tmp")
            try:
                self._file = _create(self._temporary, replaced)
            except BaseException:
                self._temporary.unlink(missing_ok=True)
                raise
        except (OSError, ValueError) as error:
            fail_to_write(self._target, error)
        return self

    def _replaced(self) -> os.stat_result | None:
        """What is known of the file that will be written over, if there is one."""
        try:
            found = self._path.lstat()
            if stat.S_ISLNK(found.st_mode):
                self._target = Path(os.path.realpath(self._path))
                found = self._target.stat()
        except FileNotFoundError:
            return None
        check_plain(found, self._target)
        return found

    def write(self, data: bytes) -> None:
        """Add to the file."""
        try:
            self._file.write(data)
        except OSError as error:
            fail_to_write(self._target, error)

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        try:
            try:
                self._file.close()
                if kind is None:
                    self._temporary.replace(self._target)
                    return
            except BaseException:
                self._temporary.unlink(missing_ok=True)
                raise
            self._temporary.unlink(missing_ok=True)
        except OSError as error:
            if kind is None:  # else what failed first is told
                fail_to_write(self._target, error)


_NO_TEXT = "\0|[\ud800-\udfff](?=[^/]*$)"  # bytes that are no text are read as these


def check_name(path: Path) -> None:
    """Refuse to write under a name that could neither be told nor typed again (E514)."""
    if not str(path).isprintable() and re.search(_NO_TEXT, str(path)):
        message = say("the file cannot be written: its name is no text in this system's encoding")
        shown = str(path).replace("\0", "\ufffd")
        fail("E514", message, Place(shown), say("choose another file with -o"))


def _create(path: Path, like: os.stat_result | None) -> BinaryIO:
    """Make a new file; nobody may read it, at no moment, who may not read what it is ``like``."""
    mode = 0o600 if like else 0o666  # and of that what the user's umask leaves
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    file = open(os.open(path, flags, mode), "wb", _BUFFER)  # noqa: SIM115, PTH123
    if like and hasattr(os, "fchown"):  # Windows has no such permissions
        with suppress(OSError):  # only root may give a file away
            os.fchown(file.fileno(), like.st_uid, like.st_gid)
        os.fchmod(file.fileno(), like.st_mode & 0o777)
    return file


def fail_to_write(path: Path, error: OSError | ValueError) -> Never:
    """Raise what the system said when a file could not be written: E107, E511 to E514."""
    place, number = Place(str(path)), getattr(error, "errno", None)
    if isinstance(error, NotPlainError):
        _refuse_kind(error, place)
    if isinstance(error, PermissionError):
        fail("E512", say("the file cannot be written: no permission, or it is open"), place, _CLOSE)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        folder = str(absolute(path) and path.parent)
        fail("E511", say("there is no folder {folder}", folder=folder), place, _MAKE_FOLDER)
    if number in (errno.ENOSPC, errno.EDQUOT):
        fail("E513", say("the disk is full; nothing was written"), place)
    fail("E514", say("the file cannot be written: {reason}", reason=reason_of(error)), place)


_MAKE_FOLDER = say("make the folder first, or choose another with -o")
_CLOSE = say("close it in Word or WPS, or choose another file with -o")


# What systems say most, so that it can be said in Chinese too.
_REASONS = {
    errno.EACCES: say("Permission denied"),
    errno.EPERM: say("Operation not permitted"),
    errno.EISDIR: say("Is a directory"),
    errno.ENAMETOOLONG: say("File name too long"),
    errno.EROFS: say("Read-only file system"),
}


def reason_of(error: OSError | ValueError) -> Message | str:
    """What the system gives as the reason."""
    known = _REASONS.get(getattr(error, "errno", None) or 0)
    return known or getattr(error, "strerror", None) or str(error)
