"""Reading a text file whatever is wrong with it, and writing a file whole or not at all."""

import errno
import os
from pathlib import Path

from speechgen.source.diagnostic import fail
from speechgen.source.messages import Message, say
from speechgen.source.place import Place

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
        if Path(name).suffix.lower() in _DOCUMENTS:
            fail("E103", say("this is not a text file"), Place(name), _GIVE_THE_OUTLINE)
        fail("E103", say("this is not a text file"), place, _WRITE_ONE)
    shown = _NAMES.get(encoding, "UTF-16")
    message = say("the file is not UTF-8; it looks like {encoding}", encoding=shown)
    fail("E103", message, place, _SAVE_AS_UTF8)


_DOCUMENTS = (".docx", ".doc", ".wps", ".wpt", ".dotx", ".pdf", ".odt", ".rtf")
_GIVE_THE_OUTLINE = say("give the outline, a .yaml file; 'speechgen new' writes one to begin with")
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
        if path.is_dir():
            fail("E102", say("this is a folder, not a file"), place)
        if not path.exists():
            fail("E101", say("there is no such file"), place, _near_file(path))
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        fail("E105", say("the file cannot be read: {reason}", reason=reason_of(error)), place)
    if len(data) > MOST_BYTES:
        fail("E104", say("the file is larger than {size} MB", size=MOST_BYTES // 2**20), place)
    return data


def _near_file(path: Path) -> Message | None:
    from difflib import get_close_matches

    try:
        entries = sorted(path.parent.iterdir(), key=lambda e: (e.suffix == path.suffix, e.name))
    except OSError:
        return say("there is no folder {folder}", folder=str(path.parent))
    stems = {entry.stem: entry.name for entry in entries}  # without .yaml, which all have
    near = get_close_matches(path.stem, stems, 1, 0.6)
    return say("did you mean '{name}'?", name=stems[near[0]]) if near else None


def write_whole(path: str | Path, data: bytes) -> None:
    """Write a file whole or not at all: a temporary file beside it, then a rename over it.

    Raises :class:`SpeechgenError`: E511 no such folder, E512 not writable or held open by another
    program, E513 disk full, E514 anything else that the system says.
    """
    target = Path(path)
    try:
        target = target.resolve() if target.is_symlink() else target
        temporary = target.with_name(f".speechgen-{os.urandom(6).hex()}.tmp")
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
