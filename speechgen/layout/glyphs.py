"""Characters that a layout's fonts do not have: an office would see a box, or another face."""

from collections.abc import Iterator

from speechgen.document.tree import Document, Heading, Line, Paragraph
from speechgen.layout.model import HEADING_LEVELS, Font, Layout

_RANGES = ((0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))  # CJK ideographs (Unicode 15)
_ZERO = "〇"  # stands among the marks in Unicode, and is a hanzi in dates


def missing_characters(document: Document, layout: Layout) -> tuple[tuple[str, str], ...]:
    """The hanzi of a document that the font they are set in lacks, each with the font's name.

    Each pair comes once, in reading order: 镕 in 仿宋_GB2312. Only fonts whose layout tells what
    they hold (``holds``) are asked.
    """
    found = (
        (character, font.name)
        for font, text in _set_in(document.filled(), layout)
        if not _is_held(text, font.holds)
        for character in dict.fromkeys(text)
        if _is_hanzi(character) and not _is_held(character, font.holds)
    )
    return tuple(dict.fromkeys(found))


def _set_in(document: Document, layout: Layout) -> Iterator[tuple[Font, str]]:
    """Each stretch of text with the font that it is set in."""
    form = document.form
    for line in document.title:
        yield from _line("title", line, layout)
    lines = {"subtitle": (form.subtitle,), "byline": (form.post, form.name), "date": (form.date,)}
    lines |= {"mark": (form.mark,), "salutation": (form.salutation,)}
    for role, every in lines.items():
        for line in every:
            yield from _line(role, line, layout)
    for block in form.blocks:
        if isinstance(block, Heading):
            role = f"heading{min(block.level, HEADING_LEVELS)}"
            yield layout.paragraphs[role].font, block.label
            yield from _line(role, block.runs, layout)
        else:
            yield from _line(_role(block), block.runs, layout)


def _role(paragraph: Paragraph) -> str:
    return "salute" if paragraph.salute else "body"


def _line(role: str, line: Line, layout: Layout) -> Iterator[tuple[Font, str]]:
    for run in line:
        style = layout.runs.get(run.style or ("strong" if run.strong else ""))
        yield (style and style.font) or layout.paragraphs[role].font, run.text


def _is_hanzi(character: str) -> bool:
    code = ord(character)
    return character == _ZERO or any(first <= code <= last for first, last in _RANGES)


def _is_held(text: str, charset: str) -> bool:
    """Whether a character set has all characters of a text; GB2312 is told by Python's codec."""
    if charset != "gb2312":
        return True
    try:
        text.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def is_common(character: str) -> bool:
    """Whether every font can be expected to have a character: no hanzi, or one of GB2312."""
    return not _is_hanzi(character) or _is_held(character, "gb2312")
