"""What headers and footers say, as the digest takes it in."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from speechgen.word.archive import Archive
from speechgen.word.digest import field, stories
from speechgen.word.says import OFF, VAL, W, local

if TYPE_CHECKING:
    from lxml.etree import _Element

_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read_stories(archive: Archive, main: str, body: "_Element") -> str:
    """The texts of headers and footers that are in force."""
    targets = {relation.id: relation.target for relation in archive.relations(main)}
    section = body.find(f"{W}sectPr")
    shown = {"default"} | ({"even"} if _two_sided(archive, main) else set())
    found = {}
    for node in () if section is None else section:
        kind = node.get(f"{W}type", "default")
        if kind in shown and (target := targets.get(node.get(_ID, ""))):
            found[local(node), kind] = story_text(archive.xml(target))
    headers, footers = (
        (
            found.get((f"{place}Reference", "default"), ""),
            found.get((f"{place}Reference", "even"), ""),
        )
        for place in ("header", "footer")
    )
    return stories(headers, footers)


def _two_sided(archive: Archive, main: str) -> bool:
    name = archive.related("settings", main)
    node = archive.xml(name).find(f"{W}evenAndOddHeaders") if name else None
    return node is not None and node.get(VAL, "1") not in OFF


def story_text(root: "_Element") -> str:
    """The text of a header or footer; a field is named by its instruction, not by its result."""
    lines = ("".join(_story_pieces(paragraph)) for paragraph in root.iter(f"{W}p"))
    return "\n".join(line for line in lines if line)


def _story_pieces(paragraph: "_Element") -> Iterator[str]:
    instruction: str | None = None
    in_result = False
    for node in paragraph.iter():
        name = local(node)
        if name == "fldSimple":
            yield field(node.get(f"{W}instr", ""))
        elif name == "fldChar":
            kind = node.get(f"{W}fldCharType", "")
            if kind == "begin":
                instruction = ""
            elif kind == "end" and instruction is not None:
                yield field(instruction)
                instruction = None
            in_result = kind == "separate"
        elif name == "instrText" and instruction is not None:
            instruction += node.text or ""
        elif name == "t" and not in_result and not _in_simple_field(node):
            yield node.text or ""
        elif name == "tab" and not len(node.attrib):  # in w:tabs it has a position
            yield "\t"


def _in_simple_field(node: "_Element") -> bool:
    return any(local(parent) == "fldSimple" for parent in node.iterancestors())
