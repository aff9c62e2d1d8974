"""The page of a layout: its section, its page numbers, the header of a marked document."""

from typing import Any

from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Twips

from speechgen.layout.model import Layout
from speechgen.word.make_styles import element
from speechgen.word.names import PAGE_NUMBER, PARAGRAPHS
from speechgen.word.text import attribute

MARK_HERE = "\u25cc"  # stands where the mark goes until the header is parted there
_NUMBER = (
    '<w:fldChar w:fldCharType="begin"/>',
    '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
    '<w:fldChar w:fldCharType="separate"/>',
    "<w:t>1</w:t>",
    '<w:fldChar w:fldCharType="end"/>',
)


def set_page(document: Document, layout: Layout) -> None:
    """Size, margins and grid of the only section.

    The grid is of lines alone: with characters too, LibreOffice gives each hanzi two cells.
    """
    page, section = layout.page, document.sections[0]
    section.page_width, section.page_height = Twips(page.width), Twips(page.height)
    section.top_margin, section.bottom_margin = Twips(page.top), Twips(page.bottom)
    section.left_margin, section.right_margin = Twips(page.left), Twips(page.right)
    section.header_distance, section.footer_distance = Twips(page.header), Twips(page.footer)
    section.gutter = Twips(0)
    properties = section._sectPr
    for grid in properties.findall(qn("w:docGrid")):
        properties.remove(grid)
    properties.append(element(f'<w:docGrid w:type="lines" w:linePitch="{page.pitch}"/>'))


def number_pages(document: Document, layout: Layout) -> None:
    """Write the page number into the footers that the layout has."""
    section, place = document.sections[0], layout.number.place
    if place != "none":
        _write(section.footer, "footer", _page_number(layout))
    if place == "outer":
        _write(section.even_page_footer, "footer_even", _page_number(layout))


def add_headers(document: Document, layout: Layout) -> None:
    """Headers that hold nothing but the place where the mark goes."""
    section = document.sections[0]
    content = [f"<w:t>{MARK_HERE}</w:t>"]
    _write(section.header, "mark", content)
    if layout.number.place == "outer":
        _write(section.even_page_header, "mark", content)


def _page_number(layout: Layout) -> list[str]:
    before, after = layout.number.before, layout.number.after
    content = [f'<w:t xml:space="preserve">{attribute(before)}</w:t>'] if before else []
    content += _NUMBER
    content += [f'<w:t xml:space="preserve">{attribute(after)}</w:t>'] if after else []
    return content


def _write(story: Any, role: str, content: list[str]) -> None:
    """One paragraph in a header or footer, each piece of content in a run."""
    story.is_linked_to_previous = False
    paragraph = story.paragraphs[0]._p
    for child in list(paragraph):
        paragraph.remove(child)
    paragraph.append(element(f'<w:pPr><w:pStyle w:val="{PARAGRAPHS[role].id}"/></w:pPr>'))
    number = f'<w:rPr><w:rStyle w:val="{PAGE_NUMBER.id}"/></w:rPr>' if role != "mark" else ""
    for piece in content:
        paragraph.append(element(f"<w:r>{number}{piece}</w:r>"))
