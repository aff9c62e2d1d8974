"""Keeping a skeleton in the user's cache folder, so that a cold start need not make it.

It is kept as JSON under a name made of all that it depends on; whatever is wrong with what is
found there, it is made anew.
"""

import base64
import json
import sys
import zlib
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from speechgen.layout.model import Layout
from speechgen.source.kept import keep, read_kept
from speechgen.source.version import __version__
from speechgen.word.package import DEFLATED, STORED, Packed

_LARGEST = 1_000_000  # bytes of a part; styles have 9,000
_MAKERS = ("make", "make_pages", "make_styles", "styles_xml", "names", "package", "deflate", "runs")


class Shared(NamedTuple):
    """The parts that documents share, and what stands around the body and around a mark."""

    parts: tuple[Packed, ...]
    body: tuple[bytes, bytes]
    headers: tuple[tuple[str, bytes, bytes], ...]


def load_shared(layout: Layout, marked: bool) -> Shared | None:
    """The kept skeleton, or ``None`` if there is none that can be trusted."""
    content = read_kept(_name(layout, marked))
    try:
        return None if content is None else _decode(json.loads(content))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, zlib.error):
        return None


def save_shared(layout: Layout, marked: bool, shared: Shared) -> None:
    """Keep a skeleton if the cache folder can be written; nothing depends on it."""
    keep(_name(layout, marked), json.dumps(_encode(shared), sort_keys=True).encode())


def _name(layout: Layout, marked: bool) -> str:
    """Its file's name: this layout, these versions, and this state of the code that makes it."""
    said = (layout.digest, marked, __version__, sys.version, zlib.ZLIB_RUNTIME_VERSION, _makers())
    return f"word-{sha256(repr(said).encode()).hexdigest()[:32]}.json"


def _makers() -> list[int]:
    """When the code that makes skeletons last changed, python-docx included."""
    from importlib.util import find_spec

    files = [Path(__file__).with_name(f"{name}.py") for name in _MAKERS]
    found = find_spec("docx")
    if found and found.origin:
        files.append(Path(found.origin))
    return [file.stat().st_mtime_ns if file.exists() else 0 for file in files]


def _encode(shared: Shared) -> dict[str, Any]:
    return {
        "parts": [[p.name, p.method, p.crc, p.size, _text(p.data)] for p in shared.parts],
        "body": [_text(data) for data in shared.body],
        "headers": [[name, _text(a), _text(b)] for name, a, b in shared.headers],
    }


def _decode(said: dict[str, Any]) -> Shared:
    """The skeleton again; raises ``ValueError`` and its like if it is not one."""
    parts = tuple(_packed(*part) for part in said["parts"])
    before, after = (_bytes(text) for text in said["body"])
    headers = tuple((_ascii(name), _bytes(a), _bytes(b)) for name, a, b in said["headers"])
    return Shared(parts, (before, after), headers)


def _packed(name: str, method: int, crc: int, size: int, text: str) -> Packed:
    part = Packed(_ascii(name), method, crc, size, _bytes(text))
    plain = part.data
    if method == DEFLATED:
        plain = zlib.decompressobj(-zlib.MAX_WBITS).decompress(part.data, _LARGEST)
    elif method != STORED:
        raise ValueError(method)
    if (len(plain), zlib.crc32(plain)) != (size, crc):
        raise ValueError(name)
    return part


def _ascii(name: str) -> str:
    if not name.isascii():
        raise ValueError(name)
    return name


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
