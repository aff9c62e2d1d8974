"""User names and passwords in addresses, which nobody is to read on a screen or in a file."""

import re

_USERINFO = re.compile(r"(?<=://)[^/\s@'\"]*(?:@[^/\s@'\"]*)*@")


def without_secrets(text: str) -> str:
    """A text with ``user:password@`` taken out of the URLs in it."""
    return _USERINFO.sub("", text) if "@" in text else text


def hidden_secrets(text: str) -> str:
    """A text with a star for each character of ``user:password`` in the URLs in it."""
    if "@" not in text:
        return text
    return _USERINFO.sub(lambda found: "*" * (len(found[0]) - 1) + "@", text)
