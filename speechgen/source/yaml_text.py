"""Nodes as YAML text again, as a person would type it: to be shown, and to be pasted."""

import json
import re
from collections.abc import Callable

from speechgen.source.nodes import Node, Scalar, Sequence

# What YAML takes for the text that it is without quotes.
_PLAIN = re.compile(r"(?![-?:](?:\s|$)|[\s,\[\]{}#&*!|>'\"%@`]|---|\.\.\.)(?:(?!: | #|:$|\s$).)+")
_FLOW_SIGNS = re.compile(r"[,\[\]{}]")

Rename = Callable[[str, str], str]  # a key and the path above it (items.) to what it is called


def yaml_lines(node: Node, rename: Rename = lambda key, _: key, path: str = "") -> list[str]:
    """The lines of a node; the first may follow a key or a dash where the node is a text."""
    if isinstance(node, Scalar):
        return _text(node.text)
    if isinstance(node, Sequence):
        return _items(node, rename, path) or ["[]"]
    found: list[str] = []
    for key, value in node:
        name = _text(rename(key.text, path))[0]
        found += _under(f"{name}:", value, rename, f"{path}{key.text}.")
    return found or ["{}"]


def _under(head: str, value: Node, rename: Rename, path: str) -> list[str]:
    """A value after its key: on the key's line if it is one text or a short list of texts."""
    lines = yaml_lines(value, rename, path)
    if isinstance(value, Scalar) or lines[0] in ("[]", "{}"):
        return [f"{head} {lines[0]}".rstrip(), *(f"  {line}".rstrip() for line in lines[1:])]
    if isinstance(value, Sequence) and (short := _short(value)):
        return [f"{head} {short}"]
    return [head, *(f"  {line}".rstrip() for line in lines)]


def _items(node: Sequence, rename: Rename, path: str) -> list[str]:
    found: list[str] = []
    for item in node.items:
        first, *rest = yaml_lines(item, rename, path)
        found += [f"- {first}", *(f"  {line}".rstrip() for line in rest)]
    return found


def _short(node: Sequence) -> str:
    """A list of short texts in brackets; nothing if it is none."""
    texts = [item.text for item in node.items if isinstance(item, Scalar)]
    if len(texts) < len(node.items) or sum(map(len, texts)) > 40:
        return ""
    if any(
        "\n" in text or _FLOW_SIGNS.search(text) or not _PLAIN.fullmatch(text) for text in texts
    ):
        return ""
    return f"[{', '.join(texts)}]"


def _text(text: str) -> list[str]:
    if "\n" in text and text.strip() and not text[0].isspace() and _printable(text):
        return ["|", *text.split("\n")]
    if _PLAIN.fullmatch(text) and _printable(text):
        return [text]
    return [json.dumps(text, ensure_ascii=not _printable(text))]


def _printable(text: str) -> bool:
    return text.replace("\n", "").isprintable()
