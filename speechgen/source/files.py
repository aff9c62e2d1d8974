"""Reading a text file whatever is wrong with it, and writing a file whole or not at all."""

import errno
import os
from pathlib import Path
from typing import Never

from speechgen.source.diagnostic import fail
from speechgen.source.messages import Message, say
from speechgen.source.place import Place

_BUFFER = 1 << 16  # bytes gathered before the system is asked to write
MOST_BYTES = 16 * 1024 * 1024  # of an outline, a template, a layout; a long speech has 30 kB


def read_text(path: str | Path) -> str:
    """The text of a UTF-8 file, without its byte order mark.

    Raises :class:`SpeechgenError`: E101 missing, E102 a folder, E103 not UTF-8, E104 too large,
    E105 unreadable.
    """
    return decode(_read_bytes(Path(path)), str(path))


def decode(data: bytes, name: str) -> str:
    """UTF-8 bytes as text, without a byte order mark; E103 says which encoding it looks like."""
    wrong = data.find(b"\0")  # no text holds it, but UTF-16 does
    if wrong < 0:
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            wrong = error.start
    place, encoding = Place(name, data.count(b"\n", 0, wrong) + 1, 1), likely_encoding(data)
    if encoding is None:
        fail("E103", say("this is not a text file"), place, _WRITE_ONE)
    shown = _NAMES.get(encoding, "UTF-16")
    message = say("the file is not UTF-8; it looks like {encoding}", encoding=shown)
    fail("E103", message, place, _SAVE_AS_UTF8)


_SAVE_AS_UTF8 = say("save the file as UTF-8: in Notepad or WPS “Save as”, encoding UTF-8")
_WRITE_ONE = say("outlines, templates and layouts are plain text, as Notepad writes it")
_NAMES = {"gb18030": "GBK (GB18030)", "big5": "Big5"}
# Frequent hanzi, simplified and traditional: a text that was wrongly decoded has few of them.
_FREQUENT = frozenset("的一是在不了有和人中大上我以要到地为為国國这這个個时時来來们們说說会會")


def likely_encoding(data: bytes) -> str | None:
    """The codec of bytes that are not UTF-8, as far as one can tell; ``None`` if of none."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    codecs = ("utf-16-le", "utf-16-be") if b"\0" in data else ("gb18030", "big5")
    texts = {codec: _decoded(data, codec) for codec in codecs}
    found = {codec: len(_FREQUENT.intersection(text)) for codec, text in texts.items() if text}
    return max(found, key=found.__getitem__, default=None)


def _decoded(data: bytes, encoding: str) -> str:
    """Bytes as a text that could have been typed, or nothing."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return ""
    typed = all(char.isprintable() or char in "\r\n\t\u3000" for char in text)
    return text if typed else ""


def _read_bytes(path: Path) -> bytes:
    place = Place(str(path))
    try:
        check_file(path)
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        fail_to_read(place, error)
    if len(data) > MOST_BYTES:
        fail("E104", say("the file is larger than {size} MB", size=MOST_BYTES // 2**20), place)
    return data


def check_file(path: Path) -> None:
    """Raise E101 if there is no such file, E102 if it is a folder."""
    if path.is_dir():
        fail("E102", say("this is a folder, not a file"), Place(str(path)))
    if not path.exists():
        fail("E101", say("there is no such file"), Place(str(path)), _near_file(path))


def fail_to_read(place: Place, error: OSError | ValueError) -> Never:
    """Raise E105: what the system says of a file that it does not let us read."""
    fail("E105", say("the file cannot be read: {reason}", reason=_reason(error)), place)


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
            path = self._path
            self._target = path.resolve() if path.is_symlink() else path
            self._temporary = self._target.with_name(f".speechgen-{os.urandom(6).hex()}.tmp")
            self._file = self._temporary.open("xb", _BUFFER)
        except (OSError, ValueError) as error:
            fail_to_write(self._target, error)
        return self

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


def fail_to_write(path: Path, error: OSError | ValueError) -> Never:
    """Raise what the system said when a file could not be written: E511 to E514."""
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
