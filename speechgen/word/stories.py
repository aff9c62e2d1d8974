"""Headers and footers, as the digest takes them in, whichever of them are in force.

Footnotes, endnotes, comments and text boxes are stories too: what refers to one stands in the text,
where speechgen never writes such a thing, so it is an edit already (:mod:`speechgen.word.records`).
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from speechgen.word.archive import Archive, BadFileError
from speechgen.word.digest import FOOTER, HEADER, WRITTEN, join_stories, spoken
from speechgen.word.looks import STRANGER
from speechgen.word.says import OFF, VAL, W, local

if TYPE_CHECKING:
    from lxml.etree import _Element

_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PLACES = {"headerReference": HEADER, "footerReference": FOOTER}
_MOST = 6  # of odd, even and first pages (ISO 29500-1, 17.10.5 and 17.10.2)


def read_stories(
    archive: Archive, main: str, body: "_Element", read: Callable[["_Element"], str]
) -> str:
    """The records of headers and footers; ``read`` makes them from the root of a part.

    One that is not in force, as no program leaves it there with text in it, and one for the first
    page, which speechgen never writes, go behind the others.
    """
    section = body.find(f"{W}sectPr")
    shown = _shown(archive, main, section)
    said: defaultdict[tuple[str, str], str] = defaultdict(str)
    for place, kind, target in _references(archive, main, section):
        said[place, kind] += spoken(read(archive.xml(target)))
    regular = [said.pop(key, "") if key[1] in shown else "" for key in WRITTEN]
    others = [f"{STRANGER}{key}{text}" for key, text in sorted(said.items()) if text]
    if "first" in shown:
        others.append(f"{STRANGER}titlePg")
    if "even" in shown and not any(regular[1::2]):
        others.append(f"{STRANGER}evenAndOddHeaders")  # even pages lose what they had
    return join_stories(regular) + "".join(others)


def _references(
    archive: Archive, main: str, section: "_Element | None"
) -> Iterator[tuple[str, str, str]]:
    """The place, the pages and the part of each header and footer."""
    nodes = [] if section is None else [node for node in section if local(node) in _PLACES]
    if len(nodes) > _MOST:
        raise BadFileError("too many headers and footers")
    targets = {relation.id: relation.target for relation in archive.relations(main)}
    for node in nodes:
        if target := targets.get(node.get(_ID, "")):
            yield _PLACES[local(node)], node.get(f"{W}type", "default"), target


def _shown(archive: Archive, main: str, section: "_Element | None") -> set[str]:
    """Which headers and footers are in force."""
    name = archive.related("settings", main)
    two_sided = name is not None and _is_on(archive.xml(name), "evenAndOddHeaders")
    first = section is not None and _is_on(section, "titlePg")
    return {"default"} | ({"even"} if two_sided else set()) | ({"first"} if first else set())


def _is_on(parent: "_Element", name: str) -> bool:
    node = parent.find(W + name)
    return node is not None and node.get(VAL, "1") not in OFF
