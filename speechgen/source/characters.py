"""Characters that no document can hold."""

import re
from collections.abc import Iterator

_FORBIDDEN = "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]"


def find_forbidden(text: str) -> str | None:
    """The first character that XML 1.0 (section 2.2, Char) forbids, if there is one.

    None of them is printable, and nearly every text is: the pattern is seldom needed.
    """
    found = None if text.isprintable() else re.search(_FORBIDDEN, text)
    return found[0] if found else None


def forbidden_in(text: str) -> Iterator[re.Match[str]]:
    """Each of them in a text of several lines."""
    printable = text.replace("\n", "").isprintable()
    return iter(()) if printable else re.finditer(_FORBIDDEN, text)
