"""From a document back to the same document: what it was made from, found and built again."""

import os
from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from speechgen.building import spare_inputs, write
from speechgen.document.tree import Document, MadeOf
from speechgen.library.library import Library
from speechgen.library.lock import Key, Lock, Locked
from speechgen.outline.load import read_outline
from speechgen.outline.model import Outline, text_digest
from speechgen.settings.load import find_settings
from speechgen.source.diagnostic import Report, SpeechgenError, fail
from speechgen.source.files import fail_to_read, read_text
from speechgen.source.messages import say
from speechgen.source.opening import is_plain_file, open_plain
from speechgen.source.place import Place
from speechgen.source.version import __version__
from speechgen.speech import Speech, layout_of, library_of, lock_file

_LONGEST = 300  # characters of a name, an address, a digest
_FOLDERS = ("", "outlines", "..", "../outlines")  # where an outline is looked for, from a document


class Memory(NamedTuple):
    """What a document says that it was made from.

    ``outline`` is the file's name, ``digest`` the SHA-256 of its text; a ``commit`` there is only
    of a library in git.
    """

    outline: str
    digest: str
    library: str
    library_version: str
    git: str
    path: str
    commit: str
    layout: str
    version: str
    values: Mapping[str, Any]


class Rebuilt(NamedTuple):
    """A document made again: the outline it was made from, where it was written.

    ``same`` tells whether it is the same as the one asked about, byte for byte.
    """

    outline: Path
    target: Path
    same: bool


def read_memory_of(document: Path) -> Memory:
    """What a document remembers.

    Raises :class:`SpeechgenError`: E525 if that is nothing, E10x if it cannot be read.
    """
    from speechgen.word.archive import BadFileError
    from speechgen.word.read import read_memory

    place = Place(str(document))
    try:
        found = read_memory(document)
    except (BadFileError, ValueError):
        found = None
    except OSError as error:
        fail_to_read(place, error)
    if found is None:
        hint = say("only documents that speechgen has written remember that")
        fail("E525", say("this document does not say what it was made from"), place, hint)
    return _memory(found)


def _memory(made_of: MadeOf) -> Memory:
    # Somebody may have written into it: a name without folders, texts of a line.
    said = {name: " ".join(text.split())[:_LONGEST] for name, text in made_of.sources}
    return Memory(
        outline=said["outline"].replace("\\", "/").rpartition("/")[2],
        digest=said.get("outline-digest", ""),
        library=said.get("library", ""),
        library_version=said.get("library-version", ""),
        git=said.get("library-git", ""),
        path=said.get("library-path", ""),
        commit=said.get("library-commit", ""),
        layout=said.get("layout", ""),
        version=said.get("version", ""),
        values=made_of.values,
    )


def rebuild(
    document: Path,
    memory: Memory,
    outline: Path | None,
    target: Path | None,
    report: Report,
    *,
    force: bool = False,
) -> Rebuilt:
    """Make a document again and write it, to ``target`` or beside it.

    ``outline`` is where its outline is; left out, it is looked for beside the document, in the
    current folder, and in folders named ``outlines`` there. Warnings go into ``report``. Raises
    :class:`SpeechgenError`: E526 if the outline is not there as it was, E527 for another library,
    E601 for a target that is no .docx, and what building raises; nothing is written then.
    """
    found, text = find_outline(document, memory, outline)
    speech = _speech(found, text, memory, report)
    if memory.version != __version__:
        message = say("the document was made by speechgen {version}", version=memory.version)
        report.warning("W528", message, Place(str(document)), _OTHER_VERSION)
    made: Document = speech.render(memory.values)
    target = target or document.with_name(f"{document.stem}-rebuilt.docx")
    if target.suffix.lower() != ".docx":
        message = say("a document is made again as .docx, not as {suffix}", suffix=target.suffix)
        fail("E601", message, Place(str(target)), say("end the name after -o in .docx"))
    spare_inputs(target, speech)
    write(made, target, "docx", speech.layout, force)
    return Rebuilt(found, target, _digest(document) == _digest(target))


_OTHER_VERSION = say("this is {version}; what it prints may differ", version=__version__)


def find_outline(document: Path, memory: Memory, named: Path | None) -> tuple[Path, str]:
    """The outline with the digest that a document remembers, and its text; E526 if none has it."""
    if named is not None:
        places = [named]
    else:
        homes = dict.fromkeys((document.parent, Path()))
        places = [home / folder / memory.outline for home in homes for folder in _FOLDERS]
        places = [Path(os.path.normpath(path)) for path in places]
    there = [path for path in dict.fromkeys(places) if is_plain_file(path)]
    for path in there:
        with suppress(SpeechgenError):  # one that cannot be read is not the one
            text = read_text(path)
            if text_digest(text) == memory.digest:
                return path, text
    if there:
        message = say("the outline has changed since the document was made from it")
        hint = say(
            "take it back as it was: 'git log -- {file}' lists its versions (SHA-256 {digest}…)",
            file=there[0].name,
            digest=memory.digest[:12],
        )
        fail("E526", message, Place(str(there[0])), hint)
    message = say("the outline '{name}' is not there", name=memory.outline)
    hint = say("say where it is: speechgen build --from {document} OUTLINE", document=document.name)
    fail("E526", message, Place(str(document)), hint)


def _speech(path: Path, text: str, memory: Memory, report: Report) -> Speech:
    outline = read_outline(text, str(path), report)
    library = _library(outline, memory, report)
    if (library.name, library.version) != (memory.library, memory.library_version):
        message = say(
            "the document was made with the library {name} {version}, here is {other} {now}",
            name=memory.library,
            version=memory.library_version,
            other=library.name,
            now=library.version,
        )
        hint = say("take the library back as it was then, and try again")
        fail("E527", message, Place(str(path)), hint)
    return Speech(outline, library, layout_of(outline, library, memory.layout or None))


def _library(outline: Outline, memory: Memory, report: Report) -> Library:
    settings = find_settings(outline.file)
    file = lock_file(outline.file, settings)
    lock = _CommitLock(file, memory) if memory.commit else Lock(file)
    return library_of(outline, settings, report, lock)


class _CommitLock(Lock):
    """A lock that knows which commit a document's library was taken from, whatever it is now."""

    def __init__(self, file: Path, memory: Memory) -> None:
        super().__init__(file)
        self._memory = memory

    def find(self, key: Key, place: Place) -> Locked | None:
        """The commit that the document remembers, for the library that it names."""
        git, rev, path = key
        memory = self._memory
        if path == memory.path and (git == memory.git or Path(git).name == memory.git):
            return Locked(git, rev, path, "commit", "", memory.commit, "")
        return super().find(key, place)


def _digest(path: Path) -> bytes:
    with open_plain(path) as file:
        return sha256(file.read()).digest()
