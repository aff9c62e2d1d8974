"""Keeping a skeleton in the user's cache folder, so that a cold start need not make it.

It is kept under a name made of all that it depends on; where there is none, it is made anew.
"""

import zlib
from pathlib import Path

from speechgen.layout.model import Layout
from speechgen.source.kept import kept_name, recall, remember
from speechgen.source.record import Record
from speechgen.word.package import Packed

_MAKERS = ("make", "make_pages", "make_styles", "styles_xml", "names", "package", "deflate", "runs")


class Shared(Record):
    """The parts that documents share, and what stands around the body and around a mark."""

    parts: tuple[Packed, ...]
    body: tuple[bytes, bytes]
    headers: tuple[tuple[str, bytes, bytes], ...]


def load_shared(layout: Layout, marked: bool) -> Shared | None:
    """The kept skeleton, or ``None`` if there is none that can be trusted."""
    kept = recall(_name(layout, marked))
    if kept is None:
        return None
    parts, body, headers = kept
    return Shared(tuple(Packed(*part) for part in parts), body, headers)


def save_shared(layout: Layout, marked: bool, shared: Shared) -> None:
    """Keep a skeleton if the cache folder can be written; nothing depends on it."""
    parts = tuple(tuple(part) for part in shared.parts)
    remember(_name(layout, marked), (parts, shared.body, shared.headers))


def _name(layout: Layout, marked: bool) -> str:
    """Its file's name: this layout, these versions, and this state of the code that makes it."""
    return kept_name("word", (layout.digest, marked, zlib.ZLIB_RUNTIME_VERSION, _makers()), ())


def _makers() -> list[int]:
    """When the code that makes skeletons last changed, python-docx included."""
    from importlib.util import find_spec

    files = [Path(__file__).with_name(f"{name}.py") for name in _MAKERS]
    found = find_spec("docx")
    if found and found.origin:
        files.append(Path(found.origin))
    return [file.stat().st_mtime_ns if file.exists() else 0 for file in files]
