"""Files of a few kilobytes that are made to cost minutes: each is answered in seconds."""

import io
import struct
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from speechgen.word.archive import BadFileError
from speechgen.word.read import State, document_state, read_paragraphs
from speechgen.word.write import docx_bytes

from .changes import MAIN, STYLES
from .package import parts_of, save, zipped
from .samples import everything, layout

Parts = dict[str, bytes]
CUSTOM = "docProps/custom.xml"
RELATIONS = "_rels/.rels"
DATA = docx_bytes(everything(), layout())
PARTS = parts_of(DATA)
SECONDS = 10  # of processor time; each took 40 to 60 once, and takes about one now
TOO_MUCH = 3_000_000


def in_body(xml: str) -> Parts:
    return before_end(MAIN, "<w:sectPr", xml)


def before_end(part: str, end: str, xml: str, **others: bytes) -> Parts:
    """The parts with something more in one of them, and a main part that must be read."""
    parts = {**PARTS, MAIN: PARTS[MAIN] + b" "}
    new = parts[part].replace(end.encode(), (xml + end).encode(), 1)
    assert new != parts[part]
    return {**parts, part: new, **others}


def style(number: int, base: str, inside: str = "") -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="c{number}"><w:name w:val="c{number}"/>'
        f'<w:basedOn w:val="{base}"/>{inside}</w:style>'
    )


def in_each_style(number: int) -> str:
    return "".join(f'<w:p><w:pPr><w:pStyle w:val="c{n}"/></w:pPr></w:p>' for n in range(number))


def styled(count: int, base: Callable[[int], str], first: str = "") -> Parts:
    """So many styles, a paragraph in each."""
    styles = "".join(style(n, base(n), "" if n else first) for n in range(count))
    return {
        **in_body(in_each_style(count)),
        STYLES: before_end(STYLES, "</w:styles>", styles)[STYLES],
    }


PROPERTY = '<property pid="9" name="x"><vt:lpwstr>y</vt:lpwstr></property>'
NAMED = b'name="speechgen.digest" name="speechgen.parts" '
MARK = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
MANY: dict[str, Callable[[], Parts]] = {
    "paragraphs": lambda: in_body("<w:p/>" * 100_000),
    "paragraphs beyond number": lambda: in_body("<w:p/>" * TOO_MUCH),
    "runs": lambda: in_body("<w:p>" + "<w:r><w:t>a</w:t></w:r>" * 100_000 + "</w:p>"),
    "runs beyond number": lambda: in_body("<w:p>" + "<w:r/>" * TOO_MUCH + "</w:p>"),
    "deep smart tags": lambda: in_body(
        "<w:p>" + ("<w:smartTag>" * 200 + "</w:smartTag>" * 200) * 500 + "</w:p>"
    ),
    "deep fields": lambda: in_body(
        "<w:p>" + ("<w:fldSimple>" * 200 + "</w:fldSimple>" * 200) * 500 + "</w:p>"
    ),
    "fields that do not end": lambda: in_body(f"<w:p>{MARK * 50_000}</w:p>"),
    "deep text boxes": lambda: in_body(("<w:p><w:r>" * 100 + "</w:r></w:p>" * 100) * 50),
    "attributes": lambda: in_body(
        "<w:p><w:pPr><w:ind " + " ".join(f'a{n}=""' for n in range(100_000)) + "/></w:pPr></w:p>"
    ),
    "properties": lambda: before_end(CUSTOM, "</Properties>", PROPERTY * 200_000),
    "names of properties": lambda: {**PARTS, CUSTOM: NAMED * 300_000},
    "relations": lambda: before_end(
        RELATIONS, "</Relationships>", '<Relationship Id="a" Type="a" Target="b"/>' * 30_000
    ),
    "a chain of styles": lambda: styled(5_000, lambda n: f"c{n + 1}"),
    "a circle of styles": lambda: styled(5_000, lambda n: f"c{(n + 1) % 5_000}"),
    "a style that says much": lambda: styled(
        5_000, lambda n: "c0", f"<w:rPr>{'<w:b/>' * 50_000}</w:rPr>"
    ),
    "blanks": lambda: {**PARTS, CUSTOM: NAMED + b" " * 20_000_000},
    "another encoding": lambda: {
        **PARTS,
        MAIN: ("<?xml version='1.0' encoding='cp037'?><a>" + "<p/>" * TOO_MUCH).encode("cp037"),
    },
}


@pytest.mark.parametrize("name", MANY)
def test_cost_is_bounded(name: str, tmp_path: Path) -> None:
    path = save(tmp_path / "a.docx", zipped(MANY[name]()))
    begun = time.process_time()
    state = document_state(path)
    try:
        read_paragraphs(path)
    except BadFileError:
        assert state in (State.FOREIGN, State.OURS)
    assert time.process_time() - begun < SECONDS
    unseen = ("properties", "relations")  # what is there without being in the text
    assert (state is State.OURS) == (name in unseen)
    if "beyond" in name:
        assert state is State.FOREIGN


@pytest.mark.parametrize("count", [3_000, 12_000])
def test_a_chain_of_styles_costs_what_its_length_is(count: int, tmp_path: Path) -> None:
    """Every style is looked at once: counted, as time is not to be relied on."""
    from speechgen.word import styles as module
    from speechgen.word.archive import parse_xml

    xml = "".join(style(n, f"c{n + 1}") for n in range(count))
    start = PARTS[STYLES].decode().partition("<w:style ")[0]
    found = module.Styles(parse_xml(f"{start}{xml}</w:styles>".encode()))
    calls = []
    real = module.paragraph_says
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "paragraph_says", lambda node: calls.append(node) or real(node))
        for number in range(0, count, 3):
            assert found.paragraph({"style": f"c{number}"})[0].name == f"c{number}"
    assert len(calls) == count


@pytest.mark.parametrize(
    "value", ["--5", "-", "5-", "", " 3", "+3", "1e9", "5.5", "５", "²", "9" * 99]
)
def test_what_is_no_number(value: str, tmp_path: Path) -> None:
    """Such an attribute says nothing, whatever it stands at."""
    names = "before line left firstLine hanging firstLineChars".split()
    said = " ".join(f'w:{name}="{value}"' for name in names)
    looks = "".join(f'<w:{name} w:val="{value}"/>' for name in ("spacing", "sz", "position", "w"))
    ends = f"<w:pPr><w:spacing {said}/><w:ind {said}/></w:pPr><w:r><w:rPr>{looks}</w:rPr>"
    path = save(tmp_path / "a.docx", zipped(in_body(f"<w:p>{ends}<w:t>甲</w:t></w:r></w:p>")))
    assert document_state(path) is State.EDITED
    assert read_paragraphs(path)[-1] == ("Normal", "甲")


# Zips that two programs would read differently, or that unpack to more than they are.


def directory(change: Callable[[bytearray, int], None], name: str = MAIN) -> bytes:
    """The document with an entry changed in the zip's list of entries."""
    data = bytearray(DATA)
    at = data.rindex(name.encode()) - 46  # bytes before the name: APPNOTE 4.3.12
    assert data[at : at + 4] == b"PK\x01\x02"
    change(data, at)
    return bytes(data)


def put(offset: int, layout: str, value: int) -> Callable[[bytearray, int], None]:
    return lambda data, at: struct.pack_into(layout, data, at + offset, value)


def twice(name: str, second: str, text: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for part, content in PARTS.items():
            package.writestr(part, content)
        package.writestr(second, PARTS[name].replace("主要".encode(), text.encode()))
    return file.getvalue()


def other_content(data: bytearray, at: int) -> None:
    """Another byte in the part itself; its checksum is not touched."""
    start = struct.unpack_from("<I", data, at + 42)[0] + 30 + len(MAIN)
    data[start + 40] ^= 1


def another_part_instead(data: bytearray, at: int) -> None:
    """The list says that the main part lies where the styles lie."""
    styles = data.rindex(STYLES.encode()) - 46
    data[at + 42 : at + 46] = data[styles + 42 : styles + 46]


def renamed(name: str) -> Callable[[bytearray, int], None]:
    def change(data: bytearray, at: int) -> None:
        data[at + 46 : at + 46 + len(name)] = name.encode()

    return change


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    "make",
    [
        lambda: twice(MAIN, MAIN, "次要"),
        lambda: twice(MAIN, MAIN.upper(), "次要"),
        lambda: directory(put(20, "<I", 10)),  # packed size
        lambda: directory(put(20, "<I", 2**31)),
        lambda: directory(put(24, "<I", 100)),  # size
        lambda: directory(put(24, "<I", 2**31)),
        lambda: directory(put(24, "<I", 20 * 2**20)),
        lambda: directory(put(16, "<I", 0)),  # checksum
        lambda: directory(put(8, "<H", 1)),  # encrypted
        lambda: directory(put(10, "<H", 12)),  # bzip2
        lambda: directory(put(10, "<H", 0)),  # stored
        lambda: directory(put(42, "<I", 0)),  # where it begins
        lambda: directory(put(42, "<I", 2**32 - 1)),
        lambda: directory(other_content),
        lambda: directory(another_part_instead),
        lambda: directory(renamed("word/dokument.xml")),
    ],
)
def test_zips_that_lie(make: Callable[[], bytes], tmp_path: Path) -> None:
    path = save(tmp_path / "a.docx", make())
    assert document_state(path) is State.FOREIGN
    with pytest.raises(BadFileError):
        read_paragraphs(path)


def test_parts_beyond_number(tmp_path: Path) -> None:
    many = {f"word/media/{n:05}.png": b"" for n in range(20_000)}
    path = save(tmp_path / "a.docx", zipped({**PARTS, **many}))
    assert document_state(path) is State.FOREIGN
