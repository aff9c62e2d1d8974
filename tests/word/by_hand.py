"""Edits that need more than one part, made with python-docx as a person makes them in Word."""

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
from docx.shared import Mm

Edit = Callable[[Any], None]


def _picture() -> io.BytesIO:
    """A PNG of one red dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + checksum

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    dot = chunk(b"IDAT", zlib.compress(b"\0\xff\0\0"))
    return io.BytesIO(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + dot + chunk(b"IEND", b""))


def _add_picture(story: Any) -> None:
    story.paragraphs[0].add_run().add_picture(_picture(), width=Mm(9))


def _add_table(story: Any) -> None:
    story.add_table(1, 2, Mm(90)).cell(0, 0).text = "密级"


def _make_bold(story: Any) -> None:
    for run in story.paragraphs[0].runs:
        run.bold = True


def _type(story: Any) -> None:
    story.paragraphs[0].add_run("内部资料")


def _in_body(edit: Edit) -> Edit:
    return edit


def _in_section(name: str) -> Callable[[Edit], Edit]:
    """In a header or footer; one of the first page is asked for as Word asks for it."""

    def inside(edit: Edit) -> Edit:
        def change(document: Any) -> None:
            section = document.sections[0]
            if name.startswith("first"):
                section.different_first_page_header_footer = True
            edit(getattr(section, name))

        return change

    return inside


_PLACES = {
    "body": _in_body,
    **{
        name.replace("_", " "): _in_section(name)
        for name in ("header", "footer", "first_page_header", "first_page_footer")
    },
}
_EDITS = {"a picture": _add_picture, "a table": _add_table, "bold": _make_bold, "a text": _type}
_IMPOSSIBLE = ("a table in body", "bold in header")  # it wants a style; there is nothing in it
BY_HAND: dict[str, Edit] = {
    f"{what} in {where}": inside(edit)
    for what, edit in _EDITS.items()
    for where, inside in _PLACES.items()
    if f"{what} in {where}" not in _IMPOSSIBLE
}


def edit_by_hand(path: Path, name: str) -> Path:
    """Open a document, edit it and save it."""
    document = docx.Document(str(path))
    BY_HAND[name](document)
    document.save(str(path))
    return path
