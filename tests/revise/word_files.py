"""Speeches as Word files, in the ways in which people make them."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from speechgen.revise.labels import label_at

Described = dict[str, Any]
_SONG, _HEI, _KAI = "仿宋_GB2312", "黑体", "楷体_GB2312"
_FORMATS = {"一": "chineseCountingThousand", "1": "decimal"}


def plain(text: str, told: Described, path: Path) -> None:
    """Each line a paragraph in the usual style, as WPS users make them."""
    document = _empty()
    for line in text.split("\n"):
        document.add_paragraph(line)
    document.save(str(path))


def direct(text: str, told: Described, path: Path) -> None:
    """Looks set by hand: a large centred title, heads in faces of their own."""
    document = _empty()
    heads = list(_heads(told["sections"]))
    for line in text.split("\n"):
        paragraph = document.add_paragraph()
        head = next((head for head in heads if _begins(line, head)), None)
        if line.strip() and line.strip() in _title_lines(told):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            _face(paragraph.add_run(line), "方正小标宋简体", 22, bold=True)
        elif head is None:
            _face(paragraph.add_run(line), _SONG)
        else:
            _head(paragraph, line, head)
    document.save(str(path))


def _head(paragraph: Paragraph, line: str, head: Described) -> None:
    words = f"{head['number'] or ''}{_words(head)}"
    cut = len(words) + (1 if head["run_in"] else 0)
    _face(paragraph.add_run(line[:cut]), _HEI if head["level"] == 1 else _KAI)
    _face(paragraph.add_run(line[cut:]), _SONG)


def styled(text: str, told: Described, path: Path) -> None:
    """Heading styles, and numbers that Word makes."""
    document = _empty()
    heads = list(_heads(told["sections"]))
    lists: dict[tuple[int, str], int] = {}
    for line in text.split("\n"):
        head = next((head for head in heads if _begins(line, head)), None)
        if head is None:
            document.add_paragraph(line, style="Title" if line in _title_lines(told) else None)
            continue
        label = label_at(head["number"] or "")
        heads = heads[heads.index(head) + 1 :]
        style = None if head["run_in"] else f"Heading {head['level']}"
        if label is None or label.number != _next(lists, head, label.style):
            document.add_paragraph(line, style=style)
            continue
        paragraph = document.add_paragraph(line[len(label.printed) :], style=style)
        _number(document, paragraph, head["level"], label.style, label.number == 1)
    document.save(str(path))


def _next(lists: dict[tuple[int, str], int], head: Described, style: str) -> int:
    """The number that an automatic list would give to a heading."""
    key = head["level"], style
    for deeper in [known for known in lists if known[0] > head["level"]]:
        del lists[deeper]
    lists[key] = lists.get(key, 0) + 1
    return lists[key]


def broken(text: str, told: Described, path: Path) -> None:
    """One paragraph, soft line breaks in it; indents typed with blanks and tabs."""
    document = _empty()
    run = document.add_paragraph().add_run()
    for number, line in enumerate(text.split("\n")):
        if number:
            run.add_break()
        if line.strip():
            run.add_text("\u3000\u3000" if number % 2 else "\t")
        run.add_text(line)
    document.save(str(path))


WAYS: dict[str, Callable[[str, Described, Path], None]] = {
    "plain": plain,
    "direct": direct,
    "styled": styled,
    "broken": broken,
}


def _empty() -> Document:
    document = docx.Document()
    document.styles["Normal"].font.size = Pt(16)
    return document


def _title_lines(told: Described) -> list[str]:
    return (told["title"] or "").split("\n")


def _heads(sections: list[Described]) -> Iterator[Described]:
    for section in sections:
        yield section
        yield from _heads(section.get("children", []))


def _words(head: Described) -> str:
    return str(head.get("heading_joined") or head["heading"])


def _begins(line: str, head: Described) -> bool:
    return not head.get("inline") and line.startswith(f"{head['number'] or ''}{_words(head)}")


def _face(run: Run, font: str, size: int = 16, bold: bool = False) -> None:
    run.font.name = font
    run.font.size = Pt(size)
    run.font.bold = bold or None
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _number(document: Document, paragraph: Paragraph, level: int, style: str, first: bool) -> None:
    """Tie a paragraph to a list of that style; a first number begins the list anew."""
    numbering = document.part.numbering_part.element
    name = f"{level}{style}"
    known = {node.get(qn("w:name")): node for node in numbering.iter("marked")}
    made = getattr(document, "_lists", {})
    document._lists = made  # type: ignore[attr-defined]
    if first or name not in made:
        made[name] = _add_list(numbering, style)
    assert known is not None
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = made[name]


def _add_list(numbering: Any, style: str) -> int:
    numeral = next(char for char in style if char in _FORMATS)
    abstract = OxmlElement("w:abstractNum")
    identifier = str(900 + len(numbering))
    abstract.set(qn("w:abstractNumId"), identifier)
    level = OxmlElement("w:lvl")
    level.set(qn("w:ilvl"), "0")
    texts = {"start": "1", "numFmt": _FORMATS[numeral], "suff": "nothing"}
    for key, value in (texts | {"lvlText": style.replace(numeral, "%1")}).items():
        node = OxmlElement(f"w:{key}")
        node.set(qn("w:val"), value)
        level.append(node)
    abstract.append(level)
    numbering.insert(0, abstract)
    return int(numbering.add_num(int(identifier)).numId)
