"""Text as XML that brings every character back."""

import re

from speechgen.source.characters import find_forbidden

_SPECIAL = re.compile("[&<>\t\n\r]")
_INSTEAD = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_BETWEEN = '</w:t>{}<w:t xml:space="preserve">'  # an element in the middle of a run's text
_IN_RUN = {
    **_INSTEAD,
    "\t": _BETWEEN.format("<w:tab/>"),
    "\n": _BETWEEN.format("<w:br/>"),
    "\r": _BETWEEN.format("<w:cr/>"),
}
_SEPARATOR = "\x1f"  # forbidden in XML, so it can stand between values
_SUSPECT = re.compile("[\x00-\x1e&<>\ufffe\uffff]")


def check(text: str) -> None:
    """Raise ``ValueError`` where a character stands that XML forbids."""
    if found := find_forbidden(text):
        raise ValueError(f"U+{ord(found):04X} cannot stand in a document")


def run_text(text: str) -> str:
    """A text as it stands inside ``w:t``: tabs and line breaks are elements of their own."""
    return _SPECIAL.sub(lambda found: _IN_RUN[found[0]], text)


def attribute(text: str) -> str:
    """A text as it stands between double quotes, or between tags where no run is."""
    for character, instead in _INSTEAD.items():  # the ampersand first
        text = text.replace(character, instead)
    return text.replace('"', "&quot;")


def read_as(text: str) -> str:
    """A text as it is read back for the digest: every kind of line break is one."""
    return text.replace("\r", "\n")


def encode_values(values: tuple[str, ...]) -> tuple[list[bytes], list[bytes]]:
    """The values as XML inside ``w:t``, and as the digest sees them, in UTF-8.

    Nearly always no value holds anything special, and both are the same bytes; so that is tried
    on all values at once. Raises ``ValueError`` for a character that XML forbids.
    """
    joined = _SEPARATOR.join(values)
    if not _SUSPECT.search(joined):
        encoded = joined.encode().split(b"\x1f")  # a lone surrogate raises UnicodeEncodeError
        if len(encoded) == len(values):
            return encoded, encoded
    for value in values:
        check(value)
    return [run_text(v).encode() for v in values], [read_as(v).encode() for v in values]
