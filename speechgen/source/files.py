"""Reading a text file whatever is wrong with it, and writing a file whole or not at all."""

import errno
import os
from itertools import count
from pathlib import Path

from speechgen.source.diagnostic import fail
from speechgen.source.messages import Message, say
from speechgen.source.place import Place

_numbers = count()  # of temporary files, so that no two of a process have one name
MOST_BYTES = 16 * 1024 * 1024  # of an outline, a template, a layout; a long speech has 30 kB


def read_text(path: str | Path) -> str:
    """The text of a UTF-8 file, without its byte order mark.

    Raises :class:`SpeechgenError`: E101 missing, E102 a folder, E103 not UTF-8, E104 too large,
    E105 unreadable.
    """
    return decode(_read_bytes(Path(path)), str(path))


def decode(data: bytes, name: str) -> str:
    """UTF-8 bytes as text, without a byte order mark; E103 says which encoding it looks like."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        fail("E103", _encoding_message(data), Place(name, line, 1), _SAVE_AS_UTF8)


_SAVE_AS_UTF8 = say("save the file as UTF-8: in Notepad or WPS “Save as”, encoding UTF-8")


def _encoding_message(data: bytes) -> Message:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return say("the file is not UTF-8; it looks like {encoding}", encoding="UTF-16")
    for encoding, name in (("gb18030", "GBK (GB18030)"), ("big5", "Big5")):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return say("the file is not UTF-8; it looks like {encoding}", encoding=name)
    return say("the file is not UTF-8, or not a text file at all")


def _read_bytes(path: Path) -> bytes:
    place = Place(str(path))
    try:
        if path.is_dir():
            fail("E102", say("this is a folder, not a file"), place)
        if not path.exists():
            fail("E101", say("there is no such file"), place, _near_file(path))
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        fail("E105", say("the file cannot be read: {reason}", reason=_reason(error)), place)
    if len(data) > MOST_BYTES:
        fail("E104", say("the file is larger than {size} MB", size=MOST_BYTES // 2**20), place)
    return data


def _near_file(path: Path) -> Message | None:
    from difflib import get_close_matches

    try:
        names = [entry.name for entry in path.parent.iterdir()]
    except OSError:
        return say("there is no folder {folder}", folder=str(path.parent))
    near = get_close_matches(path.name, names, 1, 0.6)
    return say("did you mean '{name}'?", name=near[0]) if near else None


def write_whole(path: str | Path, data: bytes) -> None:
    """Write a file whole or not at all: a temporary file beside it, then a rename over it.

    Raises :class:`SpeechgenError`: E511 no such folder, E512 not writable or held open by another
    program, E513 disk full, E514 anything else that the system says.
    """
    target = Path(path)
    try:
        target = target.resolve() if target.is_symlink() else target
        temporary = target.with_name(f".speechgen-{os.getpid()}-{next(_numbers)}.tmp")
        try:
            with temporary.open("xb") as file:
                file.write(data)
            temporary.replace(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except (OSError, ValueError) as error:
        _fail_to_write(target, error)


def _fail_to_write(path: Path, error: OSError | ValueError) -> None:
    place, number = Place(str(path)), getattr(error, "errno", None)
    if not path.parent.exists():
        folder = str(path.parent)
        fail("E511", say("there is no folder {folder}", folder=folder), place, _MAKE_FOLDER)
    if isinstance(error, PermissionError):
        fail("E512", say("the file cannot be written: no permission, or it is open"), place, _CLOSE)
    if number in (errno.ENOSPC, errno.EDQUOT):
        fail("E513", say("the disk is full; nothing was written"), place)
    fail("E514", say("the file cannot be written: {reason}", reason=_reason(error)), place)


_MAKE_FOLDER = say("make the folder first, or choose another with -o")
_CLOSE = say("close it in Word or WPS, or choose another file with -o")


def _reason(error: OSError | ValueError) -> str:
    return getattr(error, "strerror", None) or str(error)
