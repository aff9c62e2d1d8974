"""Old speeches as Word files whose looks tell something: ``tests/cases/import/*.word``.

A line is a paragraph: ``% `` before it is the style Title, ``# `` and ``## `` headings, ``> `` a
line of Word's table of contents, ``! `` a large centred line, ``^ `` the header of the page, ``~ ``
a large line that is not centred; ``**…**`` is bold, and ``//`` breaks a line by hand.
"""

import re
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from speechgen.revise.read_speech import Read, read_speech
from speechgen.source.diagnostic import Report

_STYLES = {"%": "Title", "#": "Heading 1", "##": "Heading 2", ">": "toc 1"}
_LINE = re.compile(r"(?:(?P<sign>[%#>!^~]+) )?(?P<text>.*)")


def lines_of_word(text: str) -> Read:
    """What is read from the Word file that a text describes."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "old.docx"
        word_file(text).save(str(path))
        return read_speech(str(path), Report())


def word_file(text: str) -> Document:
    """The Word file."""
    document = docx.Document()
    document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    for line in text.splitlines():
        found = _LINE.fullmatch(line)
        assert found is not None
        sign, said = found["sign"] or "", found["text"]
        if sign == "^":
            document.sections[0].header.paragraphs[0].text = said
            continue
        _runs(paragraph := document.add_paragraph(style=_STYLES.get(sign)), said)
        _LOOKS.get(sign, lambda _: None)(paragraph)
    return document


def _runs(paragraph: Paragraph, text: str) -> None:
    for number, stretch in enumerate(text.split("**")):
        for turn, line in enumerate(stretch.split("//")):
            if line or turn:
                run = paragraph.add_run()
                if turn:
                    run.add_break()
                run.add_text(line)
                run.bold = True if number % 2 else None


def _large(paragraph: Paragraph) -> None:
    for run in paragraph.runs:
        run.font.size = Pt(22)


def _title(paragraph: Paragraph) -> None:
    _large(paragraph)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


_LOOKS: dict[str, Callable[[Paragraph], None]] = {"!": _title, "~": _large}
