"""Whether the lines of a YAML file are to be looked at one by one, by :mod:`lines`.

Nearly no file needs it, and to get ready for it takes longer than to read a whole outline. So here
is asked, as simply as can be, whether it may find anything; it may be asked in vain.
"""

_WIDE_DASHES = tuple("\uff0d\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63")
_BLOCK_STARTS = (": |", ": >", "- |", "- >")
_LONGEST_KEY = 31


def has_odd_lines(text: str, keys: frozenset[str]) -> bool:
    """Whether a line may stand otherwise than it was meant; ``keys`` are those known here."""
    block: int | None = None  # how far the key of the block of text stands in that we are in
    for line in text.split("\n"):
        typed = line.lstrip(" ")
        width = len(line) - len(typed)
        if block is not None and (width > block or not typed.strip()):
            continue
        if _is_odd(typed, keys) or (block is not None and not _ends_block(typed, keys)):
            return True
        block = None
        bare = [piece.rstrip().rstrip("+-0123456789") for piece in typed.split("#")]
        if bare[0].endswith(_BLOCK_STARTS):
            block = width
        elif any(piece.endswith(("|", ">")) for piece in bare):
            return True
    return False


def _is_odd(typed: str, keys: frozenset[str]) -> bool:
    """Whether a line outside of blocks has an odd indent, dash or colon."""
    bare = typed.lstrip("- ")
    if bare.startswith(("\u3000", "\t")) or typed.startswith(_WIDE_DASHES):
        return True
    if typed.startswith("-") and typed[1:2] not in ("", " ", "-"):
        return True
    key, colon, value = bare.partition(":")
    if colon and value[:1].strip() and key.rstrip() in keys:
        return True
    key, colon, _ = bare.partition("：")
    key = key.rstrip()
    return bool(colon) and (key in keys or key.replace("-", "_").isidentifier())


def _ends_block(typed: str, keys: frozenset[str]) -> bool:
    """Whether the first line that does not stand in after a block is surely none of its text."""
    if typed.startswith(("- ", "#")):
        return True
    key, colon, value = typed.partition(":")
    known = key in keys or (key.isidentifier() and len(key) <= _LONGEST_KEY)
    return known and bool(colon) and not value[:1].strip()
