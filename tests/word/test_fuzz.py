"""Documents changed at random: no traceback, and never “unchanged” where another text is seen."""

import io
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from random import Random
from time import monotonic
from xml.etree import ElementTree

import pytest

from speechgen.word.read import State, document_state
from speechgen.word.write import docx_bytes

from .package import W, parts_of, save, zipped
from .samples import everything, layout

SECONDS = float(os.environ.get("SPEECHGEN_FUZZ_SECONDS", "5"))  # of each test
LEAST = 150  # changes, however slow the machine is
DATA = docx_bytes(everything(), layout())
STORIES = re.compile(r"word/(document|header\d|footer\d)\.xml")
UNSEEN = frozenset(W + name for name in ("pPr", "rPr", "sectPr"))
CHANGED_PARTS = [name for name in parts_of(DATA) if name.endswith((".xml", ".rels"))]
PIECES = """
<w:p/> <w:tbl/> <w:br/> <w:tab/> <w:b/> <w:proofErr/> <w:rPr/> <w:pPr/> <w:instrText/>
<!--x--> <?x?>
<w:t>新</w:t> <w:r><w:t>新</w:t></w:r> <w:p><w:r><w:t>新</w:t></w:r></w:p> <![CDATA[新]]> 新 &lt;
<w:ins><w:r><w:t>新</w:t></w:r></w:ins>
<w:txbxContent><w:p><w:r><w:t>新</w:t></w:r></w:p></w:txbxContent>
< > " & \0 -99999999999 </w:p> <x
""".split()
PIECES += [
    f'<w:{name} w:{attribute}="{value}"/>'
    for name, attribute, value in (
        ("sz", "val", 99),
        ("basedOn", "val", "Title"),
        ("fldChar", "fldCharType", "begin"),
        ("fldChar", "fldCharType", "end"),
        ("vanish", "val", 1),
    )
]
Change = Callable[[Random, bytes], bytes]


def seen(data: bytes) -> list[str]:
    """The text of every paragraph, by a reader of its own; what a page field shows is left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = sorted(name for name in package.namelist() if STORIES.fullmatch(name))
        return [text for name in names for text in _paragraphs(name, package.read(name))]


def _paragraphs(name: str, xml: bytes) -> list[str]:
    found: list[str] = []

    def walk(node: ElementTree.Element) -> None:
        if node.tag == f"{W}p":
            found.append("")
        if node.tag == f"{W}t" and found:
            text = "".join(node.itertext())
            found[-1] += re.sub("[0-9]", "", text) if "footer" in name else text
        for child in node if node.tag not in UNSEEN else ():
            walk(child)

    walk(ElementTree.fromstring(xml))
    return [text for text in found if text] if name != "word/document.xml" else found


def change_text(random: Random, xml: bytes) -> bytes:
    """A character typed, deleted or replaced."""
    text = xml.decode()
    at = random.choice([m.start() + 1 for m in re.finditer(">[^<>]", text)] or [0])
    return (text[:at] + random.choice(["新", "", " ", "1"]) + text[at + 1 :]).encode()


def insert(random: Random, xml: bytes) -> bytes:
    """Something between two tags."""
    text = xml.decode()
    at = random.choice([m.start() for m in re.finditer("<", text)] or [0])
    return (text[:at] + random.choice(PIECES) + text[at:]).encode()


def delete(random: Random, xml: bytes) -> bytes:
    """An element, with all that is in it."""
    text = xml.decode()
    found = list(re.finditer(r"<(w:[a-zA-Z]+)( [^<>]*)?(/>|>.*?</\1>)", text))
    gone = random.choice(found) if found else None
    return (text[: gone.start()] + text[gone.end() :]).encode() if gone else xml


def swap(random: Random, xml: bytes) -> bytes:
    """Two elements of one kind, each in the other's place."""
    text = xml.decode()
    kind = random.choice(["w:p", "w:r", "w:t", "w:pStyle", "w:style", "Relationship"])
    found = list(re.finditer(rf"<{kind}\b[^<>]*/>|<{kind}\b[^<>]*>.*?</{kind}>", text))
    if len(found) < 2:
        return xml
    one, two = sorted(random.sample(found, 2), key=lambda m: m.start())
    middle = text[one.end() : two.start()]
    return (text[: one.start()] + two[0] + middle + one[0] + text[two.end() :]).encode()


def change_a_name(random: Random, xml: bytes) -> bytes:
    """A tag, an attribute or a value, called otherwise."""
    text = xml.decode()
    words = re.findall(r"[a-zA-Z]{2,}", text) or ["a"]
    word, other = random.choice(words), random.choice(words)
    return re.sub(rf"\b{word}\b", other, text, count=random.choice([0, 1])).encode()


CHANGES: list[Change] = [change_text, insert, delete, swap, change_a_name]


def change_bytes(random: Random, data: bytes) -> bytes:
    """Bytes of the zip, anywhere; often in its list of entries."""
    changed = bytearray(data)
    for _ in range(random.randint(1, 4)):
        tail = random.random() < 0.5
        at = random.randrange(len(changed) - 900 if tail else 0, len(changed))
        changed[at] = random.choice([0, 1, 255, random.randrange(256), changed[at] ^ 1])
    return bytes(changed)


def change_a_part_in_place(random: Random, data: bytes) -> bytes:
    """A part packed anew where it stood, with its checksum and sizes set right or left wrong."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entry = package.getinfo("word/document.xml")
        xml = change_text(random, package.read(entry))
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(xml) + packer.flush()
    start = entry.header_offset + 30 + len(entry.filename)
    if len(packed) > entry.compress_size:
        return data
    changed = bytearray(data)
    changed[start : start + len(packed)] = packed
    directory = changed.rindex(b"word/document.xml") - 46
    for at, first in ((directory, 16), (entry.header_offset, 14)):
        if random.random() < 0.5:
            sizes = (zlib.crc32(xml), len(packed), len(xml))
            struct.pack_into("<III", changed, at + first, *sizes)
    return bytes(changed)


def rename_parts(random: Random, data: bytes) -> bytes:
    """Two parts under each other's names."""
    parts = parts_of(data)
    one, two = random.sample(sorted(parts), 2)
    return zipped({**parts, one: parts[two], two: parts[one]})


def change_xml(random: Random, data: bytes) -> bytes:
    """Some changes in one part, packed anew."""
    parts = parts_of(data)
    name = random.choice(CHANGED_PARTS + ["word/document.xml"] * 8)
    for _ in range(random.choice([1, 1, 1, 2, 5])):
        parts[name] = random.choice(CHANGES)(random, parts[name])
    return zipped(parts)


@pytest.mark.parametrize("change", [change_bytes, change_a_part_in_place, rename_parts, change_xml])
def test_what_is_seen_otherwise_is_never_unchanged(change: Change, tmp_path: Path) -> None:
    """Seeds from 0 on until the time is up; a failure names its seed."""
    expected, path = seen(DATA), tmp_path / "a.docx"
    end, seed = monotonic() + SECONDS, 0
    states: dict[State, int] = dict.fromkeys(State, 0)
    while seed < LEAST or monotonic() < end:
        data = change(Random(seed), DATA)
        state = document_state(save(path, data))
        states[state] += 1
        if state is State.OURS:
            assert seen(data) == expected, seed
        seed += 1
    assert states[State.EDITED] + states[State.FOREIGN] > LEAST // 3
