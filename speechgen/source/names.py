"""Names of files that some system does not take.

Windows forbids characters and device names ("Naming Files, Paths, and Namespaces", Microsoft
Learn).
"""

import re

from speechgen.source.messages import Message, say

RESERVED = frozenset(
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"]
    + [f"{port}{digit}" for port in ("COM", "LPT") for digit in "123456789¹²³"]
)
_FORBIDDEN = re.compile('[\x00-\x1f\x7f-\x9f<>:"|?*\\\\\ud800-\udfff]')
_MOST_BYTES = 255  # of one part of a path, on most file systems


def is_reserved(part: str) -> bool:
    """Whether Windows takes a part of a path for a device, whatever stands behind the dot."""
    return part.split(".", maxsplit=1)[0].rstrip().upper() in RESERVED


def why_unwritable(path: str) -> Message | None:
    """Why a relative path, ``/`` between its parts, cannot be written everywhere; or ``None``."""
    parts = path.split("/")
    if any(part in ("", ".", "..", ".git") for part in parts):
        return say("the path leads elsewhere")
    if _FORBIDDEN.search(path):
        return say("the name has a character that no file name may have")
    if any(is_reserved(part) or part.endswith((" ", ".")) for part in parts):
        return say("Windows has no file of that name")
    if any(len(part.encode()) > _MOST_BYTES for part in parts):
        return say("the name is too long")
    return None
