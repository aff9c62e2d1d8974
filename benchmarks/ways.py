"""Four ways to write the same speech to a .docx; each does the best that its users usually do.

A way is made once from the files that :mod:`prepare` leaves in a folder, then writes documents:
``way.write(values, path)``. Only what a way needs is imported, so that its memory can be measured.
"""

import re
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

Values = dict[str, str]
OUTLINE, TEMPLATE = "outline.yaml", "template.docx"


class Speechgen:
    """(a) speechgen: an outline compiled once, then rendered and written for each county."""

    name = "speechgen"

    def __init__(self, folder: Path) -> None:
        from speechgen.outline.load import load_outline
        from speechgen.speech import compile_speech
        from speechgen.word.write import write_docx

        self._speech = compile_speech(load_outline(folder / OUTLINE))
        self._write = write_docx

    def write(self, values: Values, path: Path) -> None:
        self._write(self._speech.render(values), path, self._speech.layout)


class PythonDocx:
    """(b) python-docx, the template with the styles opened for each document."""

    name = "python-docx"

    def __init__(self, folder: Path) -> None:
        from docx import Document

        document = Document(str(folder / TEMPLATE))
        self._paragraphs = [
            (p.style.style_id, [(run._r.style, _format(run.text)) for run in p.runs])
            for p in document.paragraphs
        ]
        document._body.clear_content()
        self._template = str(folder / "styles.docx")
        document.save(self._template)
        self._open = Document

    def document(self) -> Any:
        """An empty document with the styles."""
        return self._open(self._template)

    def write(self, values: Values, path: Path) -> None:
        document = self.document()
        styles = {style.style_id: style for style in document.styles}
        for paragraph_style, runs in self._paragraphs:
            paragraph = document.add_paragraph(style=styles[paragraph_style])
            for run_style, text in runs:
                paragraph.add_run(text.format_map(values), styles.get(run_style))
        document.save(str(path))


class PythonDocxReused(PythonDocx):
    """(b) with one document that is emptied and filled again: what little python-docx allows."""

    name = "python-docx, one document reused"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._document = super().document()

    def document(self) -> Any:
        self._document._body.clear_content()
        return self._document


class Docxtpl:
    """(c) docxtpl, as its manual has it: open, render, save."""

    name = "docxtpl"

    def __init__(self, folder: Path) -> None:
        from docxtpl import DocxTemplate

        self._open = DocxTemplate
        self._template = str(folder / TEMPLATE)

    def write(self, values: Values, path: Path) -> None:
        template = self._open(self._template)
        template.render(values)
        template.save(str(path))


class Bare:
    """(d) the limit: document.xml as one compiled Jinja text, all else deflated beforehand."""

    name = "bare limit"
    _main = b"word/document.xml"
    _local = struct.Struct("<IHHHHHIIIHH")
    _central = struct.Struct("<IHHHHHHIIIHHHHHII")

    def __init__(self, folder: Path) -> None:
        from jinja2 import Environment
        from markupsafe import escape

        self._escape = escape
        self._before, self._directory, self._entries = b"", b"", 1
        with zipfile.ZipFile(folder / TEMPLATE) as package:
            for info in package.infolist():
                if info.filename == self._main.decode():
                    xml = package.read(info).decode()
                else:
                    self._add(info.filename.encode(), package.read(info))
        self._render = Environment().from_string(xml).render

    def _headers(self, name: bytes, data: bytes, packed: bytes, at: int) -> tuple[bytes, bytes]:
        about = (20, 0, 8, 0, 0x21, zlib.crc32(data), len(packed), len(data), len(name), 0)
        central = (0x02014B50, 20, *about, 0, 0, 0, 0, at)
        return self._local.pack(0x04034B50, *about) + name, self._central.pack(*central) + name

    def _add(self, name: bytes, data: bytes) -> None:
        packed = _deflate(data, 9)
        local, central = self._headers(name, data, packed, len(self._before))
        self._before += local + packed
        self._directory += central
        self._entries += 1

    def write(self, values: Values, path: Path) -> None:
        escape = self._escape
        data = self._render({name: escape(value) for name, value in values.items()}).encode()
        packed = _deflate(data, 1)
        local, central = self._headers(self._main, data, packed, len(self._before))
        directory = self._directory + central
        size = len(self._before) + len(local) + len(packed)
        count = self._entries
        end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, len(directory), size, 0)
        with path.open("xb", buffering=0) as file:
            file.write(b"".join((self._before, local, packed, directory, end)))


def _deflate(data: bytes, level: int) -> bytes:
    packer = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def _format(text: str) -> str:
    """A Jinja text of plain names as a format string of Python's."""
    return re.sub(r"\{\{ (\w+) \}\}", r"{\1}", text)


WAYS = (Speechgen, PythonDocx, PythonDocxReused, Docxtpl, Bare)
