"""A file as the lines of a speech, whatever kind it is."""

from pathlib import Path
from typing import NamedTuple

from speechgen.revise.draft import Line
from speechgen.revise.read_text import decode_text, text_lines
from speechgen.source.diagnostic import Report, fail
from speechgen.source.files import fail_to_read, read_bytes
from speechgen.source.messages import Message, say
from speechgen.source.place import Place

WORD = (".docx", ".docm", ".dotx")
# The first bytes of what Word cannot be asked for, and the way out of each.
_OLE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
_SAVE_AS = say("open it in Word or WPS and save it as .docx")
_FOREIGN: tuple[tuple[bytes, Message, Message], ...] = (
    (
        _OLE,
        say("this is a Word file of the old kind, or one with a password"),
        say("open it in Word or WPS and save it as .docx, without a password"),
    ),
    (b"%PDF", say("this is a PDF"), say("open it in WPS or Word and save it as .docx or text")),
    (b"{\\rtf", say("this is an RTF file"), _SAVE_AS),
)


class Read(NamedTuple):
    """What a file holds: the lines of its text, its footnotes and comments."""

    lines: list[Line]
    beside: tuple[str, ...] = ()


def read_speech(
    file: str, report: Report, given: bytes | None = None, reject: bool = False
) -> Read:
    """The lines of a speech; ``given`` is its content where that comes from elsewhere.

    ``reject`` rejects tracked changes. Raises what :func:`read_bytes` does; E541 for a file that
    is no text, E542 for another kind of document, E543 for one without text.
    """
    if given is None and Path(file).suffix.lower() in WORD:
        found = _read_word(file, report, reject)
    else:
        data = read_bytes(file) if given is None else given
        _refuse(data, file)
        found = Read(text_lines(decode_text(data, file), file, report))
    if not found.lines:
        fail("E543", say("there is no text in this file"), Place(file))
    return found


def _read_word(file: str, report: Report, reject: bool) -> Read:
    from speechgen.revise.read_word import read_word
    from speechgen.source.opening import open_plain

    try:
        with open_plain(Path(file)) as opened:
            _refuse(opened.read(8), file, word=True)
    except (OSError, ValueError) as error:
        fail_to_read(Place(file), error)
    return Read(*read_word(file, report, reject))


def _refuse(data: bytes, file: str, word: bool = False) -> None:
    """Raise E542 for a document of a kind that is not read here."""
    for begins, message, hint in _FOREIGN:
        if data.startswith(begins):
            fail("E542", message, Place(file), hint)
    if data.startswith(_ZIP) and not word:
        hint = say("if it is a Word file, give it by a name that ends in .docx")
        fail("E542", say("this is a packed file, no text"), Place(file), hint)
