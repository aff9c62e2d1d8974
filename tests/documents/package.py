"""Read a .docx as a package, and find what is wrong with it as one: zip, types, relationships."""

import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

CONTENT_TYPES = "[Content_Types].xml"
RELATION_NAMESPACES = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
GENERIC_TYPES = ("application/xml", "text/xml")
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
CHARACTER_REFERENCE = re.compile(r"&#(?:x([0-9a-fA-F]+)|([0-9]+));")


@dataclass(frozen=True, slots=True)
class Package:
    """The entries of a zip in their order, each part's bytes, and the XML parts that parse."""

    entries: list[zipfile.ZipInfo]
    parts: dict[str, bytes]
    roots: dict[str, ElementTree.Element]


def open_package(path: Path) -> Package:
    """Read every entry; a file that is no zip, or a damaged one, raises `zipfile.BadZipFile`."""
    with zipfile.ZipFile(path) as archive:
        entries = archive.infolist()
        parts = {entry.filename: archive.read(entry) for entry in entries if not entry.is_dir()}
    roots = {}
    for name, data in parts.items():
        if is_xml(name):
            try:
                roots[name] = ElementTree.fromstring(data)
            except (ElementTree.ParseError, ValueError):
                continue
    return Package(entries, parts, roots)


def is_xml(name: str) -> bool:
    """Say whether a part holds XML, by its name."""
    return name.endswith((".xml", ".rels"))


def check_entries(package: Package) -> Iterator[str]:
    """No directory, no name twice (case counts for nothing), only what Word can unpack."""
    counts = Counter(entry.filename.casefold() for entry in package.entries)
    yield from (f"{name}: entry is there {n} times" for name, n in counts.items() if n > 1)
    for entry in package.entries:
        if entry.is_dir():
            yield f"{entry.filename}: directory entry"
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            yield f"{entry.filename}: compression method {entry.compress_type}"
        if "\\" in entry.filename or entry.filename.startswith("/"):
            yield f"{entry.filename}: not a part name"


def check_xml(package: Package) -> Iterator[str]:
    """Every XML part is UTF-8, has no DOCTYPE, no forbidden character, and is well formed."""
    for name, data in package.parts.items():
        if not is_xml(name):
            continue
        text = data.decode("utf-8", "replace")
        if "<!DOCTYPE" in text:
            yield f"{name}: DOCTYPE"
        if found := forbidden_character(text):
            yield f"{name}: forbidden character U+{found:04X}"
        if name not in package.roots:
            yield f"{name}: not well formed"


def forbidden_character(text: str) -> int | None:
    """Give the first code point that XML 1.0 forbids, written plainly or as a reference."""
    plain = [ord(match.group()) for match in FORBIDDEN.finditer(text)]
    coded = [int(x, 16) if x else int(d) for x, d in CHARACTER_REFERENCE.findall(text)]
    bad = plain + [n for n in coded if n > 0x10FFFF or FORBIDDEN.match(chr(n))]
    return bad[0] if bad else None


def check_content_types(package: Package) -> Iterator[str]:
    """Every part has a content type, and no type is given twice or to a part that is not there."""
    root = package.roots.get(CONTENT_TYPES)
    if root is None:
        yield f"{CONTENT_TYPES}: missing"
        return
    keys = [_type_key(element) for element in root]
    types = dict(zip(keys, [element.get("ContentType", "") for element in root], strict=True))
    for key, count in Counter(keys).items():
        if count > 1:
            yield f"{CONTENT_TYPES}: {key} is there {count} times"
        if key.startswith("/") and key[1:] not in package.parts:
            yield f"{key}: content type but no part"
    for name in sorted(package.parts.keys() - {CONTENT_TYPES}):
        yield from _check_type(name, types)


def _type_key(element: ElementTree.Element) -> str:
    """Give the part name of an Override, with its slash, or the extension of a Default."""
    return element.get("PartName") or element.get("Extension", "").casefold()


def _check_type(name: str, types: dict[str, str]) -> Iterator[str]:
    """A part needs a type, and XML other than custom data needs one that says what it is."""
    found = types.get("/" + name) or types.get(name.rpartition(".")[2].casefold())
    if not found:
        yield f"{name}: no content type"
    elif found in GENERIC_TYPES and not name.startswith("customXml/"):
        yield f"{name}: no content type of its own, only {found}"


def check_relationships(package: Package) -> Iterator[str]:
    """Ids are unique, targets exist, and every r:id in a part is one of that part's."""
    for name, root in package.roots.items():
        if name.endswith(".rels"):
            yield from _check_targets(name, root, package)
        else:
            known = {e.get("Id") for e in package.roots.get(relationships_of(name), ())}
            for value in _relation_ids(root):
                if value not in known:
                    yield f"{name}: relationship {value} does not exist"
    if "_rels/.rels" not in package.roots:
        yield "_rels/.rels: missing"


def relationships_of(name: str) -> str:
    """Name the part that holds a part's relationships."""
    folder, base = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{base}.rels")


def _check_targets(name: str, root: ElementTree.Element, package: Package) -> Iterator[str]:
    """Check one relationships part: unique ids, and targets that are in the package."""
    folder = posixpath.dirname(posixpath.dirname(name))
    for value, count in Counter(e.get("Id", "") for e in root).items():
        if count > 1:
            yield f"{name}: relationship {value} is there {count} times"
    for relation in root:
        if relation.get("TargetMode") != "External":
            target = posixpath.join("/", folder, unquote(relation.get("Target", "")))
            if posixpath.normpath(target).lstrip("/") not in package.parts:
                yield f"{name}: {relation.get('Id')} leads to {target}, which does not exist"


def _relation_ids(root: ElementTree.Element) -> Iterator[str]:
    """Give every r:id, r:embed, r:link and the like below an element."""
    for element in root.iter():
        for key, value in element.attrib.items():
            if key[1:].rpartition("}")[0] in RELATION_NAMESPACES and value:
                yield value
