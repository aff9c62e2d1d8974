"""User names and passwords in addresses, which nobody is to read on a screen or in a file."""

import re

# user:password@ behind ://, user:password@host:path, and ?access_token=… of some servers. Compiled
# where there is an address: a build without a fault looks at none.
_PRIVATE = (
    r"""(?i)(?<=://)[^/\s@'"]*(?:@[^/\s@'"]*)*@"""
    r"""|(?<![^\s'"{,(])[^\s/@:'"]+:[^\s/@'"]+@(?=[\w.-]+:)"""
    r"""|(?<=[?&])[^=&\s]*(?:token|key|pass|secret|auth)[^=&\s]*=[^&\s'"]*"""
)


def without_secrets(text: str) -> str:
    """A text with what is secret in its addresses taken out."""
    return re.sub(_PRIVATE, "", text).rstrip("?&") if _may_have(text) else text


def hidden_secrets(text: str) -> str:
    """A text of the same length with stars for what is secret in its addresses."""
    return re.sub(_PRIVATE, lambda found: "*" * len(found[0]), text) if _may_have(text) else text


def _may_have(text: str) -> bool:
    return "@" in text or "?" in text
