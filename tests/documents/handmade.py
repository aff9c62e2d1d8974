"""Small .docx files made with python-docx, to prove the checks on before any built one."""

import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.shared import Twips

HANZI = "坚持问题导向深入查摆不足切实增强做好安全生产工作的责任感和紧迫感"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
PARA_ID = f"{{{W14}}}paraId"
MARGINS = {"top_margin": 2098, "right_margin": 1474, "bottom_margin": 1984, "left_margin": 1588}
PAGE = {"page_width": 11906, "page_height": 16838, "footer_distance": 1430}
GRID = "<w:docGrid {ns} w:type='lines' w:linePitch='579'/>"
RUN = "<w:rPr {ns}>{fonts}<w:spacing w:val='{spacing}'/><w:sz w:val='32'/></w:rPr>"
PARAGRAPH = """<w:pPr {ns}><w:widowControl w:val='0'/><w:snapToGrid w:val='0'/>
<w:spacing w:before='0' w:after='0' w:line='579' w:lineRule='exact'/><w:jc w:val='both'/></w:pPr>"""
FOOTER = """<w:pPr {ns}><w:snapToGrid w:val='0'/><w:spacing w:line='240' w:lineRule='auto'/>
<w:ind w:{side}Chars='100' w:{side}='280'/><w:jc w:val='{side}'/></w:pPr>"""
FOOTER_RUN = """<w:r {ns}><w:rPr>{fonts}<w:spacing w:val='0'/><w:sz w:val='28'/></w:rPr>
{content}</w:r>"""
PAGE_NUMBER = (
    "<w:t xml:space='preserve'>— </w:t>",
    "<w:fldChar w:fldCharType='begin'/>",
    "<w:instrText>PAGE</w:instrText>",
    "<w:fldChar w:fldCharType='separate'/>",
    "<w:t>1</w:t>",
    "<w:fldChar w:fldCharType='end'/>",
    "<w:t xml:space='preserve'> —</w:t>",
)


def write_grid(path: Path, paragraphs: list[str], spacing: int = -5) -> Path:
    """Write flush paragraphs with the measured recipe: 22 lines of 28 characters a page."""
    document = _document("仿宋_GB2312", spacing)
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(str(path))
    return path


def write_fonts(path: Path, fonts: list[str]) -> Path:
    """Write one paragraph in each font."""
    document = _document(fonts[0])
    for font in fonts:
        run = document.add_paragraph().add_run(HANZI[:20])
        run._r.get_or_add_rPr().insert(0, _xml(_fonts(font)))
    document.save(str(path))
    return path


def write_rich(path: Path) -> Path:
    """Write one of each thing that the structural checks look at."""
    document = _document("仿宋_GB2312")
    document.styles.add_style("CommentReference", WD_STYLE_TYPE.CHARACTER)
    document.styles.add_style("CommentText", WD_STYLE_TYPE.PARAGRAPH)
    first = document.add_paragraph("同志们：", style="Heading 1")
    first.add_run("第二段").style = "Strong"
    document.add_comment(first.runs, text="请核实。", author="甲")
    document.add_comment(first.runs, text="已核实。", author="乙")
    for number in range(2):
        document.add_picture(BytesIO(_picture()))
        paragraph = document.add_paragraph("下面，我讲三点意见。")._p
        paragraph.set(PARA_ID, f"0000000{number + 1}")
        paragraph.insert(0, _xml(f"<w:bookmarkStart {{ns}} w:id='{number}' w:name='b{number}'/>"))
        paragraph.append(_xml(f"<w:bookmarkEnd {{ns}} w:id='{number}'/>"))
    document.save(str(path))
    return path


def _document(font: str, spacing: int = -5) -> Any:
    """Start a document with the page, the Normal style and the page numbers of the standard."""
    document = Document()
    _drop_leftovers(document)
    section = document.sections[0]
    for name, twips in (MARGINS | PAGE).items():
        setattr(section, name, Twips(twips))
    for grid in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(grid)
    section._sectPr.append(_xml(GRID))
    style = document.styles["Normal"].element
    for tag in ("w:pPr", "w:rPr"):
        for old in style.findall(qn(tag)):
            style.remove(old)
    style.append(_xml(PARAGRAPH))
    style.append(_xml(RUN.replace("{fonts}", _fonts(font)).replace("{spacing}", str(spacing))))
    document.settings.odd_and_even_pages_header_footer = True
    _number_pages(section.footer, "right")
    _number_pages(section.even_page_footer, "left")
    return document


def _drop_leftovers(document: Any) -> None:
    """Drop what python-docx's template brings and validators refuse: a part, theme fonts."""
    part = document.part
    for key in [key for key, rel in part.rels.items() if "stylesWithEffects" in rel.reltype]:
        part.rels.pop(key)
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{name}"), None)


def _number_pages(footer: Any, side: str) -> None:
    """Write “— 1 —” one character from that side."""
    footer.is_linked_to_previous = False
    paragraph = footer.paragraphs[0]._p
    for child in list(paragraph):
        paragraph.remove(child)
    paragraph.append(_xml(FOOTER.replace("{side}", side)))
    for content in PAGE_NUMBER:
        run = FOOTER_RUN.replace("{fonts}", _fonts("宋体")).replace("{content}", content)
        paragraph.append(_xml(run))


def _fonts(name: str) -> str:
    """Give w:rFonts with that font on every path."""
    paths = " ".join(f"w:{key}='{name}'" for key in ("ascii", "hAnsi", "eastAsia", "cs"))
    return f"<w:rFonts {{ns}} w:hint='eastAsia' {paths}/>"


def _xml(text: str) -> Any:
    """Parse a fragment whose {ns} stands for the namespaces."""
    return parse_xml(
        text.replace("{ns}", f'{nsdecls("w")} xmlns:w14="{W14}"', 1).replace("{ns}", "")
    )


def _picture() -> bytes:
    """Make a PNG of one grey pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixel = zlib.compress(b"\0\x80")
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixel) + chunk(b"IEND", b"")
    )
