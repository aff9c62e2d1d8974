"""Changing a YAML file in place: the characters concerned, and no other.

Nodes know where they stand; comments, quotes, blanks and line ends around them stay as they are.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from speechgen.source.diagnostic import Report
from speechgen.source.files import write_whole
from speechgen.source.nodes import Mapping, Scalar
from speechgen.source.opening import open_plain
from speechgen.source.traps import in_quotes
from speechgen.source.yaml_file import read_yaml

_MARK = b"\xef\xbb\xbf"  # what Notepad puts before UTF-8
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


class Edit(NamedTuple):
    """What comes in place of some characters; offsets are those of nodes, a line end is one."""

    start: int
    end: int
    text: str


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text of a file with changes made; its line ends, LF or CRLF, stay as they are."""
    breaks = [found.start() - n for n, found in enumerate(re.finditer("\r\n", text))]
    line_end = "\r\n" if breaks else "\n"
    for edit in sorted(edits, key=lambda edit: edit[:2], reverse=True):
        start, end = (offset + bisect_left(breaks, offset) for offset in edit[:2])
        text = text[:start] + edit.text.replace("\n", line_end) + text[end:]
    return text


def replaced(scalar: Scalar, text: str, flow: bool = False) -> Edit:
    """The change that writes another text where a scalar stands, in quotes of the same kind."""
    return Edit(scalar.start, scalar.end, typed(text, scalar.style, flow))


def typed(text: str, style: str | None = None, flow: bool = False) -> str:
    """How a text is typed: in the quotes of ``style``, or bare where YAML reads it as it is.

    ``flow`` is whether it stands between brackets, where fewer texts may be bare.
    """
    if not text.isprintable() or style == '"':
        return '"' + "".join(_ESCAPES.get(char, char) for char in text) + '"'
    if style == "'" or not _may_be_bare(text, flow):
        return in_quotes(text)
    return text


def _may_be_bare(text: str, flow: bool) -> bool:
    """Whether our own reader takes a text without quotes for what it is, and says nothing."""
    report = Report()
    node = read_yaml(f"key: [x, {text}, x]" if flow else f"key: {text}", "", report)
    if report.diagnostics or not isinstance(node, Mapping) or not text:
        return False
    found = node.entries["key"][1]
    if not flow:
        return isinstance(found, Scalar) and found.text == text
    items = getattr(found, "items", [])
    return len(items) == 3 and isinstance(items[1], Scalar) and items[1].text == text


def write_edited(path: str | Path, text: str) -> None:
    """Write a text over the file that it was read from; a byte order mark stays where one was.

    Raises what :func:`write_whole` raises.
    """
    with open_plain(Path(path)) as file:
        mark = _MARK if file.read(len(_MARK)) == _MARK else b""
    write_whole(path, mark + text.encode())
