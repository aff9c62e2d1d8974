"""The skeleton of a layout's documents: what they share, packed, ready to go into each zip."""

from functools import lru_cache

from speechgen.layout.model import Layout
from speechgen.source.record import Record
from speechgen.word.keep import Shared, load_shared, save_shared
from speechgen.word.package import Bundle, add

MAIN = "word/document.xml"


class Skeleton(Record):
    """The packed parts, and what stands around the body and around the mark in each header."""

    bundle: Bundle
    body: tuple[bytes, bytes]
    headers: tuple[tuple[str, bytes, bytes], ...]


@lru_cache(maxsize=32)
def skeleton(layout: Layout, marked: bool) -> Skeleton:
    """The skeleton of a layout's documents, with headers if they bear a mark.

    It is taken from the user's cache folder; where none is kept there, python-docx makes it.
    """
    shared = load_shared(layout, marked)
    if shared is None:
        shared = _make(layout, marked)
        save_shared(layout, marked, shared)
    return Skeleton(add(Bundle(), shared.parts), shared.body, shared.headers)


def _make(layout: Layout, marked: bool) -> Shared:
    from speechgen.word.deflate import deflate_best
    from speechgen.word.make import make_skeleton  # imports python-docx, 70 ms
    from speechgen.word.package import pack

    made = make_skeleton(layout, marked)
    parts = tuple(pack(name, data, deflate_best, 0) for name, data in made.parts.items())
    headers = tuple((name, *around) for name, around in made.headers.items())
    return Shared(parts, made.body, headers)
