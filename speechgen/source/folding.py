"""Line breaks inside a text: nothing between Chinese, a space between Latin words.

YAML itself joins folded lines with a space, which would leave a blank inside a Chinese sentence;
so the breaks are taken back from the source.
"""

import re
from collections.abc import Iterable

import yaml

_BREAK = "\ue000"
_WIDE = re.compile(
    "[\u1100-\u11ff\u2014\u2018-\u201f\u2026\u2e80-\u303f\u3040-\ua4cf\uac00-\ud7ff"
    "\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
)


def fold(text: str, typed: str, style: str | None) -> str:
    """The text of a scalar of several lines.

    ``typed`` is the scalar as it stands in the source and ``style`` its YAML style; an empty line
    in between begins a new paragraph, which is a line break in the result.
    """
    if _BREAK in typed:
        return text
    if style == ">":
        return _join(line.strip(" \t") for line in typed.split("\n")[1:])
    if style == '"':
        typed = re.sub(r"\\\n[ \t]*", "", typed)
    marked = re.sub(r"[ \t]*\n[ \t]*", _BREAK, typed)
    if style in ('"', "'"):
        marked = str(yaml.safe_load(marked) or "")
    return _join(line for line in marked.split(_BREAK))


def is_wide(char: str) -> bool:
    """Whether a character is Chinese text or Chinese punctuation, set without blanks around."""
    return _WIDE.match(char) is not None


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
