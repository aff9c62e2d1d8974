"""Characters that no file, and no document, can hold."""

from collections.abc import Iterator

# What no text file should hold: control characters, and line breaks that no editor shows. A
# pattern, not compiled yet: that takes a millisecond, and whoever asks ``isprintable`` first, as
# none of these is, hardly ever needs it.
UNTYPED = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]"

# What XML 1.0, section 2.2, Char, leaves out, besides surrogates.
_CONTROLS = frozenset(map(chr, (*range(9), 0xB, 0xC, *range(0xE, 0x20), 0xFFFE, 0xFFFF)))


def find_forbidden(text: str) -> str | None:
    """The first character that XML forbids, if there is one. None of them is printable."""
    if text.isprintable() or (_CONTROLS.isdisjoint(text) and not _has_surrogate(text)):
        return None
    return next(char for char in text if char in _CONTROLS or "\ud800" <= char <= "\udfff")


def every_forbidden(text: str) -> Iterator[tuple[int, str]]:
    """Every such character of a text with its offset."""
    if find_forbidden(text) is not None:
        yield from ((at, char) for at, char in enumerate(text) if find_forbidden(char))


def _has_surrogate(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False
