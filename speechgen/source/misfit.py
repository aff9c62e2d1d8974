"""What stands where it cannot: another kind of value, an unknown key, a word with a near miss."""

import re
from collections.abc import Iterable

from speechgen.source.diagnostic import MOST_SHOWN, Report
from speechgen.source.messages import Listed, Message, say
from speechgen.source.nodes import Node, Scalar, Sequence

_MOST_LISTED = 16  # keys in a hint; an outline has as many
_LIKE = 0.65  # from here on a near miss says more than where the key stands
_DASHES = tuple("-－—–―‐−")


def wrong_type(node: Node, wanted: Message, report: Report, hint: Message | None = None) -> None:
    """Report that something else was wanted here (E120)."""
    message = say("here {wanted} must stand, not {found}", wanted=wanted, found=_kind_of(node))
    if isinstance(node, Scalar) and not node.style and re.match(r"[^\s：:]+(：|:\S)", node.text):
        hint = say("if these are keys, write a half-width colon and a blank after each")
    elif isinstance(node, Scalar) and not node.style and node.text[:1] in _DASHES:
        hint = say("before an item write a half-width dash and a blank: '- …'")
    report.error("E120", message, node.place, hint)


def _kind_of(node: Node) -> Message:
    if isinstance(node, Sequence):
        return say("a list")
    return say("a text") if isinstance(node, Scalar) else say("keys with values")


def unknown_key(
    key: Scalar, known: Iterable[str], report: Report, elsewhere: Message | None = None
) -> None:
    """Report an unknown key with the near miss, or where it belongs (E121)."""
    message, hint = say("there is no key '{key}' here", key=key.text), None
    name, colon, _ = re.sub("：", ":", key.text).partition(":")
    if colon and name in known:
        hint = say("write a half-width colon and a blank: '{key}: …'", key=name)
    elif len(report.diagnostics) < MOST_SHOWN:  # beyond that nobody sees it, and it takes time
        hint = near_miss(key.text, known, _LIKE if elsewhere else 0.5) or elsewhere
        hint = hint or _listed(known, key.text.isascii())
    report.error("E121", message, key.place, hint)


def _listed(keys: Iterable[str], english: bool) -> Message:
    """The keys that there are, in the language of the file."""
    names = [key for key in keys if key.isascii() == english] or list(keys)
    more = ["…"] if len(names) > _MOST_LISTED else []
    return say("the keys here are: {names}", names=Listed.of(names[:_MOST_LISTED] + more))


def near_miss(word: str, known: Iterable[str], likeness: float = 0.5) -> Message | None:
    """“did you mean …?” if a known word is near."""
    from difflib import get_close_matches

    near = get_close_matches(word, list(known), 1, likeness)
    return say("did you mean '{name}'?", name=near[0]) if near else None
