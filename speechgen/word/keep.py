"""Keeping a skeleton in the user's cache folder, so that a cold start need not make it.

A kept skeleton is one file: a checksum of the rest, a line break, and JSON. It is written whole,
and whatever is wrong with one (damaged, someone else's, of another version), it is made anew.
"""

import base64
import json
import os
import stat
import sys
import zlib
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from speechgen import __version__
from speechgen.layout.model import Layout
from speechgen.word.package import DEFLATED, STORED, Packed

_VARIABLE = "SPEECHGEN_CACHE"
_LARGEST = 1_000_000  # bytes; a skeleton has 10,000
_MAKERS = ("make", "make_pages", "make_styles", "styles_xml", "names", "package", "runs")


class Shared(NamedTuple):
    """The parts that documents share, and what stands around the body and around a mark."""

    parts: tuple[Packed, ...]
    body: tuple[bytes, bytes]
    headers: tuple[tuple[str, bytes, bytes], ...]


def load_shared(layout: Layout, marked: bool) -> Shared | None:
    """The kept skeleton, or ``None`` if there is none that can be trusted."""
    try:
        data = _read_own(_path(layout, marked))
        checksum, _, text = data.partition(b"\n")
        if sha256(text).hexdigest().encode() != checksum:
            return None
        return _decode(json.loads(text))
    except (OSError, ValueError, TypeError, KeyError, zlib.error):
        return None


def save_shared(layout: Layout, marked: bool, shared: Shared) -> None:
    """Keep a skeleton if the cache folder can be written; nothing depends on it."""
    text = json.dumps(_encode(shared), sort_keys=True).encode()
    data = sha256(text).hexdigest().encode() + b"\n" + text
    path = _path(layout, marked)
    temporary = path.with_suffix(f".{os.getpid()}.tmp")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            with os.fdopen(
                os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb"
            ) as file:
                file.write(data)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError:
        return


def _path(layout: Layout, marked: bool) -> Path:
    """The file for this layout, these versions, and this state of the code that makes it."""
    said = (layout.digest, marked, __version__, sys.version, zlib.ZLIB_RUNTIME_VERSION, _makers())
    return _folder() / f"{sha256(repr(said).encode()).hexdigest()[:32]}.json"


def _folder() -> Path:
    if chosen := os.environ.get(_VARIABLE):
        return Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("speechgen", appauthor=False)


def _makers() -> list[int]:
    """When the code that makes skeletons last changed, python-docx included."""
    from importlib.util import find_spec

    files = [Path(__file__).with_name(f"{name}.py") for name in _MAKERS]
    found = find_spec("docx")
    if found and found.origin:
        files.append(Path(found.origin))
    return [file.stat().st_mtime_ns if file.exists() else 0 for file in files]


def _read_own(path: Path) -> bytes:
    """The bytes of a plain file that nobody else could have written; raises ``OSError``."""
    with path.open("rb") as file:
        about = os.fstat(file.fileno())
        if not stat.S_ISREG(about.st_mode) or about.st_size > _LARGEST:
            raise OSError(path)
        if hasattr(os, "getuid") and (about.st_uid != os.getuid() or about.st_mode & 0o022):
            raise OSError(path)
        return file.read(_LARGEST)


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
    headers = tuple((str(name), _bytes(a), _bytes(b)) for name, a, b in said["headers"])
    return Shared(parts, (before, after), headers)


def _packed(name: str, method: int, crc: int, size: int, text: str) -> Packed:
    part = Packed(str(name), method, crc, size, _bytes(text))
    plain = part.data
    if method == DEFLATED:
        plain = zlib.decompressobj(-zlib.MAX_WBITS).decompress(part.data, _LARGEST)
    elif method != STORED:
        raise ValueError(method)
    if (len(plain), zlib.crc32(plain)) != (size, crc):
        raise ValueError(name)
    return part


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
