"""Reading a .docx back: whose it is, and what it says."""

import re
from enum import Enum
from pathlib import Path

from speechgen.document.tree import MadeOf
from speechgen.source.files import fail_to_read
from speechgen.source.place import Place
from speechgen.word.archive import Archive, BadFileError
from speechgen.word.memory import remembered
from speechgen.word.package import next_mark
from speechgen.word.properties import CUSTOM, DIGEST, PARTS

_VALUE = re.compile(r"[^<>]*>\s*<(?:\w+:)?lpwstr>([^<]*)<")


class State(Enum):
    """What stands where a document is to be written."""

    MISSING = "missing"
    OURS = "ours"  # speechgen wrote it, and nobody has changed it
    EDITED = "edited"  # speechgen wrote it, and somebody has changed it
    FOREIGN = "foreign"  # somebody else's, damaged, or larger than any speech


def document_state(path: str | Path) -> State:
    """Whether a document may be written over.

    A mere save in Word, WPS or LibreOffice is no edit; a changed text, style or look is one,
    wherever it stands (:mod:`speechgen.word.digest`).
    Raises :class:`SpeechgenError` if the file is there but cannot be read (E105), or is no plain
    file (E107).
    """
    try:
        return _state(Archive(Path(path)))
    except (FileNotFoundError, NotADirectoryError):
        return State.MISSING
    except (BadFileError, IsADirectoryError):
        return State.FOREIGN
    except OSError as error:
        fail_to_read(Place(str(path)), error)


def _state(archive: Archive) -> State:
    if _property(archive, CUSTOM, PARTS) == f"{_parts_mark(archive):08x}":
        archive.check()
        return State.OURS
    from speechgen.word.records import read_digest  # imports lxml

    made = _property(archive, archive.related("custom-properties"), DIGEST)
    if made is None:
        return State.FOREIGN
    return State.OURS if read_digest(archive) == made else State.EDITED


def _parts_mark(archive: Archive) -> int:
    """The checksum over all parts but the one that states it."""
    mark = 0
    for name, crc in archive.checksums():
        if name != CUSTOM:
            mark = next_mark(mark, name, crc)
    return mark


def _property(archive: Archive, part: str | None, name: str) -> str | None:
    """A user-defined property; found in the text, so that nothing need be parsed for it.

    Only where its name stands first is looked at: each character is read once.
    """
    if part is None or not archive.has(part):
        return None
    text = archive.read(part).decode("utf-8", "replace")
    named = re.search(rf"""\bname=["']{re.escape(name)}["']""", text)
    value = named and _VALUE.match(text, named.end())
    return value[1].strip() if value else None


def read_memory(path: str | Path) -> MadeOf | None:
    """What a document remembers of how it was made; ``None`` if speechgen did not make it.

    Raises :class:`BadFileError` for no .docx, ``ValueError`` for variables that cannot be read, and
    what opening a file raises.
    """
    archive = Archive(Path(path))
    part = archive.related("custom-properties")
    if part is None:
        return None
    properties = {
        str(one.get("name")): "".join(map(str, one.itertext())) for one in archive.xml(part)
    }
    return remembered(properties)


def read_paragraphs(path: str | Path) -> list[tuple[str, str]]:
    """Each paragraph's style name and text, in reading order, the title block included.

    What a tracked change deleted is left out. Raises :class:`BadFileError` for no .docx.
    """
    from speechgen.word.records import open_styles, read_body
    from speechgen.word.visible import visible_paragraphs

    archive = Archive(Path(path))
    main, body = read_body(archive)
    return list(visible_paragraphs(body, open_styles(archive, main)))
