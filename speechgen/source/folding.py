"""Line breaks inside a text: nothing between Chinese, a space between Latin words.

YAML itself joins folded lines with a space, which would leave a blank inside a Chinese sentence;
so the breaks are taken back from the source.
"""

import re
from collections.abc import Iterable

import yaml

_MARKS = (0xE000, 0xF8FF)  # private-use characters: the first that a text does not hold
# Blocks of wide characters and of the punctuation that Chinese text is set with, as ranges of code
# points (Unicode 15): general punctuation “ ” — …, CJK, kana, Hangul, compatibility, full-width.
_WIDE = (
    *((0x1100, 0x11FF), (0x2014, 0x2014), (0x2018, 0x201F), (0x2026, 0x2026), (0x2E80, 0x303F)),
    *((0x3040, 0xA4CF), (0xAC00, 0xD7FF), (0xF900, 0xFAFF), (0xFE30, 0xFE4F), (0xFF00, 0xFFEF)),
    (0x20000, 0x3FFFF),
)


def fold(text: str, typed: str, style: str | None) -> str:
    """The text of a scalar of several lines.

    ``typed`` is the scalar as it stands in the source and ``style`` its YAML style; an empty line
    in between begins a new paragraph, which is a line break in the result.
    """
    mark = next(char for char in map(chr, range(*_MARKS)) if char not in typed + text)
    if style == ">":
        return _join(line.strip(" \t") for line in typed.split("\n")[1:])
    if style == '"':
        typed = re.sub(r"\\\n[ \t]*", "", typed)
    marked = re.sub(r"[ \t]*\n[ \t]*", mark, typed)
    if style in ('"', "'"):
        marked = str(yaml.safe_load(marked) or "")
    return _join(line for line in marked.split(mark))


def is_wide(char: str) -> bool:
    """Whether a character is Chinese text or Chinese punctuation, set without blanks around."""
    code = ord(char)
    return any(first <= code <= last for first, last in _WIDE)


def _join(lines: Iterable[str]) -> str:
    text = ""
    paragraph_ends = False
    for line in lines:
        if not line:
            paragraph_ends = bool(text)
            continue
        if paragraph_ends:
            text += "\n"
        elif text and not (is_wide(text[-1]) or is_wide(line[0])):
            text += " "
        text += line
        paragraph_ends = False
    return text
