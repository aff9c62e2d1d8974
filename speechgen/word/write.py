"""Writing a document as .docx: static parts once a layout, XML once a form, values each time."""

from collections.abc import Callable
from pathlib import Path

from speechgen.document.holes import fill
from speechgen.document.tree import Document, plain
from speechgen.layout.model import Layout
from speechgen.source.files import write_whole
from speechgen.word.deflate import Deflate, fast_deflate
from speechgen.word.digest import digest, stories_without_empty_runs, without_empty_runs
from speechgen.word.form import CompiledForm, compile_form
from speechgen.word.memory import memory_xml
from speechgen.word.package import mark_after, pack, zip_bytes
from speechgen.word.properties import CORE, CUSTOM, core_xml, custom_xml, day_of
from speechgen.word.runs import Written, write_paragraph
from speechgen.word.skeleton import MAIN, Skeleton, skeleton
from speechgen.word.text import encode_values

_STORED = 8192  # bytes of properties up to which deflating them would cost more than it saves


def write_docx(
    document: Document, path: str | Path, layout: Layout, *, deflate: Deflate = "zlib"
) -> None:
    """Write a document to a file, whole or not at all.

    ``deflate="isal"`` packs faster (:mod:`speechgen.word.deflate`), which makes other bytes.
    Raises :class:`SpeechgenError` (E511 to E514) if the file cannot be written, ``ValueError``
    for a character that XML forbids.
    """
    write_whole(path, docx_bytes(document, layout, deflate=deflate))


def docx_bytes(document: Document, layout: Layout, *, deflate: Deflate = "zlib") -> bytes:
    """A document as the bytes of a .docx; the same document gives the same bytes on any day.

    Raises ``ValueError`` for a character that XML forbids.
    """
    form = compile_form(document.form, layout, bool(document.title))
    shared = skeleton(layout, form.marked)
    values, plain_values = encode_values(document.values)
    title = _title(document, layout)
    body = b"".join((shared.body[0], title.xml.encode(), form.xml.filled(values), shared.body[1]))
    record = title.record.encode() + form.record.filled(plain_values)
    stories = form.stories.filled(plain_values)
    if b"" in plain_values:
        record = without_empty_runs(record.decode()).encode()
        stories = stories_without_empty_runs(stories.decode()).encode()
    new = {MAIN: body, **_headers(shared, form, values), CORE: _core(document, form)}
    memory = memory_xml(document.made_of)
    return _package(shared, new, digest(stories, record), memory, fast_deflate(deflate))


def _title(document: Document, layout: Layout) -> Written:
    if not document.title:
        return Written("", "")
    return write_paragraph(layout, "title", document.title)


def _headers(shared: Skeleton, form: CompiledForm, values: list[bytes]) -> dict[str, bytes]:
    if not form.marked:
        return {}
    mark = form.mark_xml.filled(values)
    return {name: before + mark + after for name, before, after in shared.headers}


def _core(document: Document, form: CompiledForm) -> bytes:
    title = "".join(plain(line) for line in document.title)
    author = fill(form.author, document.values)
    return core_xml(title, author, day_of(document))


def _package(
    shared: Skeleton,
    new: dict[str, bytes],
    made: str,
    memory: str,
    deflate: Callable[[bytes], bytes],
) -> bytes:
    """The zip: what is shared, what is new, and last the properties that vouch for the rest."""
    parts = [pack(name, data, deflate) for name, data in new.items()]
    mark = f"{mark_after(shared.bundle, parts):08x}"
    parts.append(pack(CUSTOM, custom_xml(made, mark, memory), deflate, _STORED))
    return zip_bytes(shared.bundle, parts)
