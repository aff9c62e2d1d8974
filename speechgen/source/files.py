"""Reading a text file whatever is wrong with it, and writing a file whole or not at all."""

import errno
import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Never

from speechgen.source.diagnostic import fail
from speechgen.source.encoding import decode
from speechgen.source.messages import Message, say
from speechgen.source.opening import NotPlainError, absolute, check_plain, open_plain
from speechgen.source.place import Place

MOST_BYTES = 16 * 1024 * 1024  # of an outline, a template, a layout; a long speech has 30 kB


def read_text(path: str | Path) -> str:
    """The text of a UTF-8 file, without its byte order mark.

    Raises :class:`SpeechgenError`: E101 missing, E102 a folder, E103 not UTF-8, E104 too large,
    E105 unreadable, E107 no plain file.
    """
    try:
        with open_plain(Path(path)) as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        fail_to_read(path, error)
    if len(data) > MOST_BYTES:
        message = say("the file is larger than {size} MB", size=MOST_BYTES // 2**20)
        fail("E104", message, Place(str(path)))
    return decode(data, str(path))


def fail_to_read(path: str | Path, error: OSError | ValueError) -> Never:
    """Say what keeps a file from being read: E101, E102, E105 or E107."""
    place = Place(str(path) or ".")
    if isinstance(error, NotPlainError):
        _refuse_kind(error, place)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        fail("E101", say("there is no such file"), place, _near_file(Path(path)))
    if isinstance(error, IsADirectoryError):
        fail("E102", say("this is a folder, not a file"), place)
    fail("E105", say("the file cannot be read: {reason}", reason=_reason(error)), place)


def _refuse_kind(error: NotPlainError, place: Place) -> Never:
    message = say("this is {kind}, not a plain file", kind=error.kind)
    fail("E107", message, place, say("only plain files are read, and written over"))


def _near_file(path: Path) -> Message | None:
    from difflib import get_close_matches

    try:
        if path.is_symlink():
            return say("it is a link to {file}, which is not there", file=str(path.readlink()))
        names = [entry.name for entry in path.parent.iterdir()]
    except OSError:
        return say("there is no folder {folder}", folder=str(path.parent))
    near = get_close_matches(path.name, names, 1, 0.6)
    return say("did you mean '{name}'?", name=near[0]) if near else None


def write_whole(path: str | Path, data: bytes) -> None:
    """Write a file whole or not at all: a temporary file beside it, then a rename over it.

    What stands there already must be a plain file; its permissions are kept, and its owner where
    the system lets us. A link is followed.

    Raises :class:`SpeechgenError`: E107 no plain file, E511 no such folder, E512 not writable or
    held open by another program, E513 disk full, E514 anything else that the system says.
    """
    target = Path(path)
    try:
        check_name(target)
        target = Path(os.path.realpath(target)) if target.is_symlink() else target
        replaced = _replaced(target)
        temporary = target.with_name(f".speechgen-{os.urandom(6).hex()}.tmp")
        try:
            _create(temporary, data, replaced)
            temporary.replace(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except (OSError, ValueError) as error:
        _fail_to_write(target, error)


_NO_TEXT = re.compile("\0|[\ud800-\udfff](?=[^/]*$)")  # bytes that are no text are read as these


def check_name(path: Path) -> None:
    """Refuse to write under a name that could neither be told nor typed again (E514)."""
    if _NO_TEXT.search(str(path)):
        message = say("the file cannot be written: its name is no text in this system's encoding")
        shown = str(path).replace("\0", "\ufffd")
        fail("E514", message, Place(shown), say("choose another file with -o"))


def _replaced(target: Path) -> os.stat_result | None:
    """What is known of the file that will be written over, if there is one."""
    try:
        found = target.stat()
    except FileNotFoundError:
        return None
    check_plain(found, target)
    return found


def _create(path: Path, data: bytes, like: os.stat_result | None) -> None:
    """Make a new file; nobody may read it, at no moment, who may not read what it is ``like``."""
    mode = 0o600 if like else 0o666  # and of that what the user's umask leaves
    with open(path, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
        if like and hasattr(os, "fchown"):  # Windows has no such permissions
            with suppress(OSError):  # only root may give a file away
                os.fchown(file.fileno(), like.st_uid, like.st_gid)
            os.fchmod(file.fileno(), like.st_mode & 0o777)
        file.write(data)


def _fail_to_write(path: Path, error: OSError | ValueError) -> Never:
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
    fail("E514", say("the file cannot be written: {reason}", reason=_reason(error)), place)


_MAKE_FOLDER = say("make the folder first, or choose another with -o")
_CLOSE = say("close it in Word or WPS, or choose another file with -o")


def _reason(error: OSError | ValueError) -> str:
    return getattr(error, "strerror", None) or str(error)
