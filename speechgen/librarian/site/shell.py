"""What stands around every page: head, style and script in it, the links to the other pages."""

import hashlib
from base64 import b64encode
from functools import cache
from pathlib import Path
from string import Template

from speechgen.librarian.site.html import link, shown
from speechgen.library.library import Library
from speechgen.source.messages import language, say
from speechgen.source.version import __version__

_PAGE = Path(__file__).with_name("page")


def page(library: Library, title: str, body: str, up: str = "") -> bytes:
    """A whole page; ``up`` leads from its folder to the site's."""
    style, code = _file("site.css"), _script()
    links = (
        (say("templates"), "index.html"),
        (say("layouts"), "layouts.html"),
        (say("directives"), "directives.html"),
        (say("genres"), "genres.html"),
    )
    text = Template(_file("shell.html")).substitute(
        language="zh-CN" if language() == "zh" else "en",
        policy=f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(code)}; "
        "base-uri 'none'; form-action 'none'",
        title=shown(f"{title} · {library.name}" if title else library.name),
        style=style,
        code=code,
        up=up,
        library=shown(library.name),
        version=shown(library.version),
        links=" ".join(link(word, up + address) for word, address in links),
        body=body,
        made=shown(say("made by speechgen {version}", version=__version__)),
    )
    return text.encode("utf-8", "replace")


@cache
def _file(name: str) -> str:
    """A file of the page, with the same line ends whatever git made of them."""
    return (_PAGE / name).read_text("utf-8")


@cache
def _script() -> str:
    """The script, none of its names left in the window."""
    return "(() => {\n" + _file("site.js") + "})();"


@cache
def _hash(text: str) -> str:
    """What allows an element with just this text, and no other, in the page's policy."""
    return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
