"""Opening plain files and nothing else.

A pipe would keep the reader waiting, a device may have no end, and both can stand under any name.
"""

import errno
import os
import stat
from io import BufferedReader
from pathlib import Path

from speechgen.source.diagnostic import fail
from speechgen.source.messages import Message, say

# Should a pipe come in between looking and opening: it is opened without waiting for its writer.
_WAIT_FOR_NOTHING = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
_KINDS = {
    stat.S_IFIFO: say("a pipe"),
    stat.S_IFSOCK: say("a socket"),
    stat.S_IFCHR: say("a device"),
    stat.S_IFBLK: say("a device"),
}


class NotPlainError(OSError):
    """Where a file is wanted stands something else that can be opened; ``kind`` says what."""

    def __init__(self, kind: Message) -> None:
        super().__init__(str(kind))
        self.kind = kind


def open_plain(path: Path) -> BufferedReader:
    """Open a plain file to read; :class:`NotPlainError`, or another ``OSError``, if it is none."""
    check_plain(path.stat(), path)  # before it is opened: some devices take that for a command
    file = open(path, "rb", opener=_without_waiting)  # noqa: SIM115 - handed on open
    try:
        check_plain(os.fstat(file.fileno()), path)
    except OSError:
        file.close()
        raise
    return file


def check_plain(found: os.stat_result, path: Path) -> None:
    """Raise what :func:`open_plain` raises if this is no plain file."""
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(found.st_mode):
        raise NotPlainError(_KINDS.get(stat.S_IFMT(found.st_mode), say("something else")))


def is_plain_file(path: Path) -> bool:
    """Whether there is such a file; a name that no system takes is none, nor is a folder."""
    try:
        check_plain(path.stat(), path)
    except (OSError, ValueError):
        return False
    return True


def is_folder(path: Path) -> bool:
    """Whether there is such a folder; a name that no system takes is none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):  # Python before 3.14 raises for a name that is too long
        return False


def is_same_file(one: Path, other: Path) -> bool:
    """Whether two names lead to one file that is there."""
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


def absolute(path: str | Path) -> Path:
    """A path from the root; E511 if it begins in a current folder that was deleted."""
    try:
        return Path(path).absolute()
    except FileNotFoundError:
        hint = say("go to a folder that is there, and try again")
        fail("E511", say("the current folder was deleted"), None, hint)


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | _WAIT_FOR_NOTHING)
