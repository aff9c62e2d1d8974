"""A layout's styles as WordprocessingML fragments, which python-docx puts into its parts."""

from speechgen.layout.model import Font, Layout, ParagraphStyle
from speechgen.word.runs import styled_bold
from speechgen.word.text import attribute

_JC = {"left": "left", "centre": "center", "right": "right", "both": "both"}


def fonts_xml(font: Font) -> str:
    """One family on every path, and the hint that sends “ ” ‘ ’ — … to the East Asian one.

    Without the hint Word sets those marks in the Latin font (MS-OI29500 2.1.88).
    """
    east, latin = attribute(font.name), attribute(font.latin)
    return (
        f'<w:rFonts w:hint="eastAsia" w:ascii="{latin}" w:hAnsi="{latin}"'
        f' w:eastAsia="{east}" w:cs="{latin}"/>'
    )


def run_xml(style: ParagraphStyle, base: ParagraphStyle | None) -> str:
    """The ``w:rPr`` of a paragraph style; with a base, only what differs from it."""
    inside = ""
    if base is None or style.font != base.font:
        inside += fonts_xml(style.font)
    if (style.bold and base is None) or (base and style.bold != base.bold):
        value = "" if style.bold else ' w:val="0"'
        inside += f"<w:b{value}/><w:bCs{value}/>"
    if base is None or style.spacing != base.spacing:
        inside += f'<w:spacing w:val="{style.spacing}"/>'
    if base is None or style.size != base.size:
        inside += f'<w:sz w:val="{style.size}"/><w:szCs w:val="{style.size}"/>'
    return f"<w:rPr>{inside}</w:rPr>" if inside else ""


def paragraph_xml(
    style: ParagraphStyle, base: ParagraphStyle | None, level: int = 0, edge: str = ""
) -> str:
    """The ``w:pPr`` of a paragraph style, in the order of the schema.

    ``level`` is a heading's outline level from 1; ``edge`` is a ``w:ind`` to write instead of the
    first line's. The indent is always said, so that none is inherited from a style that an office
    changes later.
    """
    inside = "<w:keepNext/>" if style.keep_next else ""
    if base is None:
        # Both are needed for 22 lines a page: without them Word keeps paragraphs together and
        # moves lines onto its own grid. Punctuation hanging out would make lines of 29.
        inside += '<w:widowControl w:val="0"/><w:kinsoku w:val="1"/><w:overflowPunct w:val="0"/>'
        inside += '<w:snapToGrid w:val="0"/>'
    if base is None or style.pitch != base.pitch:
        inside += '<w:spacing w:before="0" w:after="0"'
        inside += f' w:line="{style.pitch}" w:lineRule="exact"/>'
    inside += edge or _first_line(style)
    if base is None or style.align != base.align:
        inside += f'<w:jc w:val="{_JC[style.align]}"/>'
    inside += f'<w:outlineLvl w:val="{level - 1}"/>' if level else ""
    return f"<w:pPr>{inside}</w:pPr>"


def _first_line(style: ParagraphStyle) -> str:
    """The first line's indent in characters for Word, and in twips for LibreOffice."""
    wide = style.indent * style.size // 10  # hundredths of a character of size/2 points
    return f'<w:ind w:firstLineChars="{style.indent}" w:firstLine="{wide}"/>'


def edge_xml(side: str, inset: int, size: int) -> str:
    """An indent from one side, in characters and in twips."""
    return f'<w:ind w:{side}Chars="{inset}" w:{side}="{inset * size // 10}"/>'


def character_xml(layout: Layout, name: str) -> str:
    """The ``w:rPr`` of a character style; empty if it says nothing."""
    style = layout.runs[name]
    inside = fonts_xml(style.font) if style.font else ""
    inside += "<w:b/><w:bCs/>" if styled_bold(layout, name) else ""
    return f"<w:rPr>{inside}</w:rPr>" if inside else ""


def font_table_xml(fonts: tuple[Font, ...]) -> str:
    """The font table: what Word takes where a family is not installed."""
    every = {font.name: font.instead for font in fonts}
    every |= {font.latin: "" for font in fonts if font.latin not in every}
    return "".join(_font_xml(name, instead) for name, instead in every.items())


def _font_xml(name: str, instead: str) -> str:
    other = f'<w:altName w:val="{attribute(instead)}"/>' if instead else ""
    charset = "00" if name.isascii() else "86"  # GB2312_CHARSET
    return (
        f'<w:font w:name="{attribute(name)}">{other}<w:charset w:val="{charset}"/>'
        '<w:family w:val="auto"/><w:pitch w:val="default"/></w:font>'
    )
