"""Four ways to write the same speech to a .docx; each does the best that its users usually do.

A way is made once from the files that :mod:`prepare` leaves in a folder, then writes documents:
``way.write(values, path)``. Only what a way needs is imported, so that its memory can be measured.
"""

import re
from functools import partial
from pathlib import Path
from typing import Any

from bare import Bare, Values
from files import OUTLINE, TEMPLATE


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


class SpeechgenIsal(Speechgen):
    """(a) speechgen, its bodies deflated by ISA-L."""

    name = "speechgen, isal"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._write = partial(self._write, deflate="isal")


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


def _format(text: str) -> str:
    """A Jinja text of plain names as a format string of Python's."""
    return re.sub(r"\{\{ (\w+) \}\}", r"{\1}", text)


WAYS = (Speechgen, SpeechgenIsal, PythonDocx, PythonDocxReused, Docxtpl, Bare)
