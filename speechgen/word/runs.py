"""Lines of text as ``w:r`` elements, and beside them their records for the digest.

Both come out as texts in which each value still is a hole.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from speechgen.document.holes import has_hole
from speechgen.document.tree import Line, Run
from speechgen.layout.model import HEADING_LEVELS, Layout
from speechgen.word.looks import TEXT, paragraph_token, run_token
from speechgen.word.names import PARAGRAPHS, RUNS
from speechgen.word.text import check, read_as, run_text

_OUTER_BLANK = re.compile("^[ \t\n\r]|[ \t\n\r]$|  ")
_HINT = '<w:rFonts w:hint="eastAsia"/>'


class Written(NamedTuple):
    """Something written: its XML, and what the digest takes in of it."""

    xml: str
    record: str


def together(written: Iterable[Written]) -> Written:
    """One after the other, in time linear in their length."""
    every = list(written)
    return Written("".join(w.xml for w in every), "".join(w.record for w in every))


def write_paragraph(layout: Layout, role: str, lines: tuple[Line, ...]) -> Written:
    """A paragraph in the style of that role; several lines are parted by line breaks."""
    style = PARAGRAPHS[role]
    properties = "" if role == "base" else f'<w:pPr><w:pStyle w:val="{style.id}"/></w:pPr>'
    inner = write_line(layout, role, _joined(lines))
    record = paragraph_token(layout, role, style.name) + inner.record
    return Written(f"<w:p>{properties}{inner.xml}</w:p>", record)


def _joined(lines: tuple[Line, ...]) -> Line:
    joined: list[Run] = []
    for index, line in enumerate(lines):
        if index:
            joined.append(Run("\n"))
        joined.extend(line)
    return tuple(joined)


def write_line(layout: Layout, role: str, line: Line) -> Written:
    """The runs of a line; neighbours of one look become one run, empty ones vanish."""
    written, last = [], ""
    full = (run for run in line if run.text)
    for look, group in groupby(full, key=lambda run: _look(layout, role, run.style, run.strong)):
        properties, token = look
        text = "".join(run.text for run in group)
        begin = "" if token == last else token + TEXT  # two styles can look the same
        written.append(Written(_run(properties, text), begin + read_as(text)))
        last = token
    return together(written)


def _run(properties: str, text: str) -> str:
    check(text)
    # At the edge of a hole it is not known yet whether a blank will stand there.
    outer = has_hole(text[0] + text[-1]) or _OUTER_BLANK.search(text)
    space = ' xml:space="preserve"' if outer else ""
    return f"<w:r>{properties}<w:t{space}>{run_text(text)}</w:t></w:r>"


@lru_cache(maxsize=4096)
def _look(layout: Layout, role: str, style: str, strong: bool) -> tuple[str, str]:
    """The properties of such a run, and its token.

    Raises ``KeyError`` for a run style that no layout has.
    """
    name = _known(style) or ("strong" if strong else "")
    wanted = layout.paragraphs[role].bold
    wanted |= any(layout.runs[n].bold for n in {name, "strong" if strong else ""} if n)
    given = layout.paragraphs[role].bold ^ styled_bold(layout, name)
    inside = f'<w:rStyle w:val="{RUNS[name].id}"/>' if name else ""
    inside += _HINT if mixes_fonts(layout, role, name) else ""
    if wanted != given:
        inside += "<w:b/><w:bCs/>" if wanted else '<w:b w:val="0"/><w:bCs w:val="0"/>'
    properties = f"<w:rPr>{inside}</w:rPr>" if inside else ""
    return properties, run_token(layout, role, name, wanted)


def _known(style: str) -> str:
    """The run style that is written: heads deeper than Word's headings look like its deepest."""
    level = style.removeprefix("head")
    return f"head{HEADING_LEVELS}" if level.isdecimal() and int(level) > HEADING_LEVELS else style


def styled_bold(layout: Layout, run: str) -> bool:
    """Whether a run style says “bold” in the XML.

    Bold of a character style undoes bold of the paragraph style (ISO 29500-1, 17.7.3), so in a
    bold body nothing is said.
    """
    return bool(run) and layout.runs[run].bold and not layout.paragraphs["body"].bold


def mixes_fonts(layout: Layout, role: str, run: str) -> bool:
    """Whether quotation marks and dashes could fall into another font than the hanzi."""
    font = (layout.runs[run].font if run else None) or layout.paragraphs[role].font
    return font.latin != font.name
