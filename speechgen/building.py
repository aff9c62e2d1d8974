"""One outline to one file: what ``speechgen build`` and a program call."""

import os
from collections.abc import Mapping
from hashlib import file_digest, sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from speechgen.document.tree import Document
from speechgen.layout.glyphs import missing_characters
from speechgen.layout.model import Layout
from speechgen.outline.load import load_outline
from speechgen.settings.load import find_settings, settings_file
from speechgen.source.diagnostic import Report, fail
from speechgen.source.files import check_name, fail_to_read, reason_of, write_whole
from speechgen.source.kept import keep, read_kept
from speechgen.source.messages import Listed, say
from speechgen.source.opening import absolute, open_plain
from speechgen.source.place import Place
from speechgen.speech import Speech, compile_speech, layout_of, library_of

if TYPE_CHECKING:
    from speechgen.word.deflate import Deflate

FORMATS = ("docx", "md", "txt")


def build(
    outline: str | Path,
    output: str | Path | None = None,
    *,
    layout: str | None = None,
    values: Mapping[str, Any] | None = None,
    to: str | None = None,
    force: bool = False,
    report: Report | None = None,
) -> Path:
    """Build a document from an outline file, and give the path where it was written.

    ``output`` is a file or an existing folder; left out, the document lands beside the outline (or
    in the project's ``output`` folder) with the same stem. ``to`` is ``docx``, ``md`` or ``txt``;
    left out, the output's suffix tells. ``values`` override the outline's variables. Warnings go
    into ``report``. Raises :class:`SpeechgenError` with all that is wrong; nothing is written then,
    nor over a document that was edited since (E521) or that speechgen did not make (E522), unless
    ``force``; and never over a file that the document is made from (E524).
    """
    report = report or Report()
    speech = open_speech(outline, layout, report)
    target, form = target_of(speech, output, to)
    document = speech.render(values or {})
    speech.warn_of_placeholders(values or {}, report)
    if form == "docx":
        check_glyphs(document, speech.layout, report)
    write(document, target, form, speech.layout, force)
    return target


def open_speech(outline: str | Path, layout: str | None, report: Report) -> Speech:
    """Load and compile an outline under its project's settings; warnings go into ``report``."""
    loaded = load_outline(outline, report)
    settings = find_settings(outline)
    library = library_of(loaded, settings, report)
    wanted = layout_of(loaded, library, layout, settings=settings)
    speech = compile_speech(loaded, library, wanted, settings=settings)
    report.diagnostics.extend(speech.warnings)
    return speech


def check_glyphs(document: Document, layout: Layout, report: Report) -> None:
    """Warn of hanzi that a font of the layout lacks (W531): Word sets them in another face."""
    fonts: dict[str, str] = {}
    for character, font in missing_characters(document, layout):
        fonts[font] = fonts.get(font, "") + character
    for font, characters in fonts.items():
        message = say("the font {font} has no {characters}", font=font, characters=characters)
        hint = say("print in a layout with a larger font, or write the name otherwise")
        report.warning("W531", message, None, hint)


def target_of(
    speech: Speech, output: str | Path | None, to: str | None, *inputs: str
) -> tuple[Path, str]:
    """Where the document goes and in which format; ``inputs`` are further files it is made from.

    Raises E601 for a format that speechgen does not write, or another than the file's name says;
    E511 for a folder that is not there; E524 for a file that the document is made from.
    """
    source = Path(speech.outline.file)
    folder, name, form = _asked(output, to)
    if form not in FORMATS or (to and form != to):
        message = say("speechgen does not write .{format}", format=form)
        if to and form != to:
            message = say(
                "the file's name ends in .{format}, but --to says {to}", format=form, to=to
            )
        fail("E601", message, None, say("choose one of: {formats}", formats=Listed.of(FORMATS)))
    folder = folder or find_settings(source).output or source.parent
    if not is_folder(folder):
        message = say("there is no folder {folder}", folder=str(folder))
        fail("E511", message, Place(str(folder)), say("make the folder first, or choose another"))
    target = folder / (name or f"{source.stem}.{form}")
    spare_inputs(target, speech, inputs)
    return target, form


def spare_inputs(target: Path, speech: Speech, inputs: tuple[str, ...] = ()) -> None:
    """Refuse a target that the document is made from, whatever links lead there (E524)."""
    if not os.path.lexists(target):
        return
    files = (speech.outline.file, settings_file(speech.outline.file), *inputs)
    if speech.library.holds(target) or any(_is_same(file, target) for file in files if file):
        message = say("the document is made from this file, which is never written over")
        fail("E524", message, Place(str(target)), say("choose another file with -o"))


def _is_same(file: str | Path, other: Path) -> bool:
    try:
        return other.samefile(file)
    except OSError:  # one of them is not there
        return False


def is_folder(path: Path) -> bool:
    """Whether there is such a folder; E514 for a name that no system takes."""
    try:
        return path.is_dir()
    except (OSError, ValueError) as error:
        message = say("the file cannot be written: {reason}", reason=reason_of(error))
        fail("E514", message, Place(str(path)))


def _asked(output: str | Path | None, to: str | None) -> tuple[Path | None, str, str]:
    """The folder, the file name and the format that an output path asks for, as far as it does."""
    if output is None:
        return None, "", to or "docx"
    path = Path(output)
    check_name(path)
    if is_folder(path) or str(output).endswith(("/", "\\")):
        return path, "", to or "docx"
    suffix = path.suffix[1:].lower()
    if suffix.isascii() and suffix.isalpha():
        return path.parent, path.name, suffix
    form = to or "docx"
    return path.parent, f"{path.name}.{form}", form


def write(document: Document, target: Path, form: str, layout: Layout, force: bool) -> None:
    """Write a document in one of ``FORMATS``, unless that would lose somebody's work."""
    data = document_bytes(document, form, layout)
    if form == "docx":
        if not force:
            _spare_document(target)
        write_whole(target, data)
        return
    if not force:
        _spare_text(target, data)
    write_whole(target, data)
    keep(_record(target), _mark(data))


def document_bytes(
    document: Document, form: str, layout: Layout, deflate: "Deflate" = "zlib"
) -> bytes:
    """A document in one of ``FORMATS``; the same bytes on any day."""
    if form == "docx":
        from speechgen.word.write import docx_bytes

        return docx_bytes(document, layout, deflate=deflate)
    if form == "md":
        from speechgen.text.markdown import write_markdown

        return write_markdown(document, layout).encode()
    from speechgen.text.plain import write_text

    return write_text(document, layout).encode()


def _spare_document(target: Path) -> None:
    """Refuse to overwrite a document that was edited, or that is not ours."""
    if not os.path.lexists(target):
        return
    from speechgen.word.read import State, document_state

    state = document_state(target)
    if state is State.EDITED:
        message = say("this document was edited since speechgen wrote it; it was left as it is")
        fail("E521", message, Place(str(target)), _KEEP_EDITS)
    if state is State.FOREIGN:
        _refuse_foreign(target)


def _spare_text(target: Path, data: bytes) -> None:
    """The same for a text: its digest is remembered, as there is no place in it for one."""
    try:
        with open_plain(target) as file:
            found = file_digest(file, "sha256").hexdigest().encode()
    except (FileNotFoundError, IsADirectoryError):
        return
    except OSError as error:
        fail_to_read(Place(str(target)), error)
    if found not in (_mark(data), read_kept(_record(target))):
        _refuse_foreign(target)


def _refuse_foreign(target: Path) -> None:
    message = say("this file was not made by speechgen, or was changed since; it was left as it is")
    fail("E522", message, Place(str(target)), _CHOOSE)


_KEEP_EDITS = say(
    "take the edits over into the outline (a later version will: speechgen pull), "
    "choose another file with -o, or overwrite them with --force"
)
_CHOOSE = say("choose another file with -o, or overwrite it with --force")


def _record(target: Path) -> str:
    return f"written-{sha256(os.fsencode(absolute(target))).hexdigest()[:32]}"


def _mark(data: bytes) -> bytes:
    return sha256(data).hexdigest().encode()
