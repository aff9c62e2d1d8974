from typing import Any


def wording(document: Any, own: Any) -> str:
    return ""


def makeup(document: Any) -> bytes:
    return b""
