"""Packing what is new in each document: by zlib, or by ISA-L, which takes a third of the time.

The bytes differ, so the caller chooses; what happens to be installed chooses nothing. By zlib, the
default, the same document gives the same bytes wherever the same zlib is. ISA-L (the package
``isal``) promises that for one version of it on one kind of processor.
"""

import zlib
from collections.abc import Callable
from functools import cache
from typing import Literal, TypeAlias

Deflate: TypeAlias = Literal["zlib", "isal"]

_MEMORY = 7  # zlib's memLevel: half the default's memory, a tenth faster here, no larger (measured)
_ISAL_LEVEL = 2  # of 0 to 3: as fast as 1, and a body is 1 % larger than by zlib, not 3 %


def deflate_best(data: bytes) -> bytes:
    """Bytes as small as they get; for what is packed once and written many times."""
    return _by_zlib(data, 9)


@cache
def fast_deflate(kind: Deflate) -> Callable[[bytes], bytes]:
    """The function that packs in little time.

    Raises ``ImportError`` for ``isal`` where it is not installed, ``ValueError`` for another name.
    """
    if kind == "zlib":
        return _by_zlib
    if kind == "isal":
        try:
            from isal import isal_zlib
        except ImportError as error:
            raise ImportError("deflate='isal' needs: pip install 'speechgen[fast]'") from error
        return lambda data: isal_zlib.compress(data, _ISAL_LEVEL, -zlib.MAX_WBITS)
    raise ValueError(f"deflate is 'zlib' or 'isal', not {kind!r}")


def packer(kind: Deflate) -> str:
    """What packs, as far as it decides on the bytes: ISA-L by its version; empty for zlib.

    Raises as :func:`fast_deflate` does.
    """
    fast_deflate(kind)
    if kind == "zlib":
        return ""
    from isal import __version__ as version

    return f"isal {version}"


def _by_zlib(data: bytes, level: int = 1) -> bytes:
    """Level 1 is five times as fast as 6, and 3 % larger."""
    compressor = zlib.compressobj(level, zlib.DEFLATED, -zlib.MAX_WBITS, _MEMORY)
    return compressor.compress(data) + compressor.flush()
