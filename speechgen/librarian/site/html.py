"""Pieces of HTML: whatever a library says is escaped here, and nowhere else is HTML made of it."""

from collections.abc import Iterable
from html import escape


def shown(text: object) -> str:
    """A text as HTML: what would be markup escaped, what nobody can see made a sign."""
    found = "".join(c if c.isprintable() or c in "\n\u3000" else "\ufffd" for c in str(text))
    return escape(found)


def tag(name: str, *inner: str, **attributes: object) -> str:
    """An element around HTML; ``class_`` is class, ``data_mark`` is data-mark."""
    said = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{shown(value)}"')
        for key, value in attributes.items()
        if value not in (None, False)
    )
    return f"<{name}{said}>{''.join(inner)}</{name}>"


def text_tag(name: str, text: object, **attributes: object) -> str:
    """An element around a text."""
    return tag(name, shown(text), **attributes)


def link(text: object, address: str, **attributes: object) -> str:
    """A link inside the site."""
    return text_tag("a", text, href=address, **attributes)


def outward(text: str) -> str:
    """A link out of the site, if the text is an address of the web; else the text."""
    if text.startswith(("https://", "http://")):
        return text_tag("a", text, href=text, rel="noreferrer noopener")
    return shown(text)


def table(head: Iterable[object], rows: Iterable[Iterable[str]]) -> str:
    """A table; the cells are whole elements."""
    heads = "".join(text_tag("th", word, scope="col") for word in head)
    body = "\n".join(tag("tr", *cells) for cells in rows)
    return tag(
        "div", tag("table", tag("thead", tag("tr", heads)), tag("tbody", body)), class_="wide"
    )
