"""File names that every system takes, settled before the first document is written.

Windows forbids characters and device names ("Naming Files, Paths, and Namespaces", Microsoft
Learn) and looks at no case; most file systems end a name at 255 bytes.
"""

import re
import unicodedata
from hashlib import sha256
from pathlib import PurePosixPath

from speechgen.source.names import RESERVED, is_reserved

# Control characters, blanks of no width, marks that turn the reading direction, halves of a pair.
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_BLANKS = " \xa0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_WIDE = str.maketrans('<>:"|?*/\\', "＜＞：＂｜？＊／＼")  # the same sign, full-width
# A name that needs no settling, as nearly every one: under any limit of length.
_PLAIN = re.compile(r"[\w-]{1,60}")
_MOST_BYTES = 255
_MOST_UNITS = 200  # of UTF-16; leaves room for a folder within Windows' 260
_KEPT = 8  # hex digits of the digest that a cut name ends in


class NameFault(ValueError):
    """A name that cannot be settled; the argument says why, as a word of ``FAULTS``."""


def settle(pieces: list[tuple[str, bool]], suffix: str) -> str:
    r"""A relative path, ``/`` between its parts, from what a name pattern printed.

    ``pieces`` are stretches of text, each with whether a value brought it: ``/`` and ``\`` make a
    folder where the pattern says so, and are ordinary characters in a value. ``suffix`` (``.docx``)
    is put at the end if it is not there. Raises :class:`NameFault` for a path that is empty,
    absolute, or leads out of its folder.
    """
    typed = "".join([piece for piece, _ in pieces])
    plain = _PLAIN.fullmatch(typed) and typed.upper() not in RESERVED
    if plain and unicodedata.is_normalized("NFC", typed):
        return typed + suffix
    return settle_any(pieces, suffix)


def settle_any(pieces: list[tuple[str, bool]], suffix: str) -> str:
    """The same, the long way, for whatever was printed."""
    text = "".join(_inert(piece) if given else piece.replace("\\", "/") for piece, given in pieces)
    text = unicodedata.normalize("NFC", _UNSEEN.sub("", text.replace("\n", " ")))
    if text.startswith("/") or re.match(r"[A-Za-z]:/", text):
        raise NameFault("absolute")
    parts = [part for part in text.split("/") if part.strip() not in ("", ".")]
    if not parts:
        raise NameFault("empty")
    if any(part.strip() == ".." for part in parts):
        raise NameFault("outside")
    last = parts[-1]
    stem = last[: -len(suffix)] if last.lower().endswith(suffix) else last
    if not _bare(stem):
        raise NameFault("empty")
    settled = [_portable(part) for part in parts[:-1]] + [_portable(stem, suffix)]
    return str(PurePosixPath(*settled))


def _portable(stem: str, suffix: str = "") -> str:
    """One part of a path as every system takes it, ``suffix`` behind it."""
    stem = _bare(stem.translate(_WIDE)) or "_"
    if is_reserved(stem):
        stem = f"_{stem}"
    return _cut(stem, suffix)


def folded(name: str) -> str:
    """What two names have in common that are one file on a system that looks at no case."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKD", name).casefold())


def _inert(value: str) -> str:
    """A value in which nothing means a folder, and that is not ``..`` by itself."""
    return value.translate(_WIDE)


def _cut(stem: str, suffix: str) -> str:
    """The name, its stem cut if it is too long; what was cut stays told apart by a digest."""
    if _fits(stem + suffix):
        return stem + suffix
    mark = "~" + sha256(stem.encode("utf-8", "replace")).hexdigest()[:_KEPT]
    stem = stem[:_MOST_BYTES]
    while not _fits(stem + mark + suffix):
        stem = stem[:-1]
    return _bare(stem) + mark + suffix


def _bare(stem: str) -> str:
    """Without blanks around it, nor dots behind it: Windows would leave them off."""
    return stem.lstrip(_BLANKS).rstrip(_BLANKS + ".")


def _fits(name: str) -> bool:
    units = len(name.encode("utf-16-le", "surrogatepass")) // 2
    return len(name.encode("utf-8", "surrogatepass")) <= _MOST_BYTES and units <= _MOST_UNITS
