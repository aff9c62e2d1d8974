"""Lines that were broken to fit a page are joined again."""

import re

from speechgen.revise.draft import Line
from speechgen.revise.labels import label_at
from speechgen.revise.salutations import is_salutation
from speechgen.source.folding import is_wide

_NARROWEST, _WIDEST = 15.0, 60.0  # characters of a page's line; 公文 has 28
_LEAST_LINES, _LEAST_BROKEN = 6, 2  # fewer tell nothing
_FULL = 0.8  # of the widest: marks may not begin a line
_FULL_HEADING = 0.75  # headings are set larger
_TAIL = 0.4  # the rest of a heading is short
_ENDS = "。！？：；!?:;….”"


def join_wrapped(lines: list[Line]) -> tuple[list[Line], bool]:
    """The lines with broken ones joined, and whether there were any.

    A file is taken for broken where no line is wider than a page's, and most lines as wide as that
    one end in the middle of a sentence; headings and a list of slogans do so without being broken.
    Above the text only the last line may go on: a title, a date, a name are lines of their own.
    """
    begun = _beginning(lines)
    widths = [_width(line.text) for line in lines[begun:]]
    if len(widths) < _LEAST_LINES or not _NARROWEST <= max(widths) <= _WIDEST:
        return lines, False
    least = max(widths) * _FULL
    full = [line for line in lines[begun:] if _width(line.text) >= least]
    broken = [line for line in full if not line.text.endswith(tuple(_ENDS))]
    if len(broken) < _LEAST_BROKEN or len(broken) * 2 < len(full):
        return lines, False
    return _joined(lines, least, begun), True


def _beginning(lines: list[Line]) -> int:
    """Where the text begins: at the first line that a mark ends; a title may be of any width."""
    ended = (n for n, line in enumerate(lines) if line.text.endswith(tuple("。：:，；")))
    return next(ended, len(lines))


def _joined(lines: list[Line], least: float, begun: int) -> list[Line]:
    found: list[Line] = []
    goes_on = False
    for number, line in enumerate(lines):
        tail = found and (_is_tail(line) or _ends_heading(found[-1], line, least / _FULL))
        if found and (goes_on or tail) and not _begins(line):
            found[-1] = found[-1]._replace(text=_glue(found[-1].text, line.text))
        else:
            found.append(line)
        long = _width(line.text) >= least and not _is_heading(line)
        goes_on = number >= begun - 1 and long and not line.text.endswith(tuple("。！？!?."))
    return found


def _begins(line: Line) -> bool:
    return label_at(line.text) is not None or is_salutation(line.text)


def _is_tail(line: Line) -> bool:
    """Whether a line is the end of a title: 的讲话."""
    return re.fullmatch("上?的?(讲话|发言|致辞|报告|讲稿)稿?", line.text) is not None


def _is_heading(line: Line) -> bool:
    label = label_at(line.text)
    ended = "。" in line.text or line.text.endswith(tuple(_ENDS))  # text goes on behind the head
    return label is not None and label.rank <= 2 and not ended


def _ends_heading(above: Line, line: Line, widest: float) -> bool:
    """Whether a short line without an end is the rest of the heading above it."""
    long = _is_heading(above) and _width(above.text) >= widest * _FULL_HEADING
    short = _width(line.text) <= widest * _TAIL and not line.text.endswith(tuple(_ENDS))
    return long and short


def _glue(text: str, more: str) -> str:
    return text + ("" if is_wide(text[-1]) or is_wide(more[0]) else " ") + more


def _width(text: str) -> float:
    return sum(1.0 if is_wide(char) else 0.5 for char in text)
