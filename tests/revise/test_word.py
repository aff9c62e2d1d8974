"""Word files: what stands in them is read as it is seen, and hostile ones are refused."""

import subprocess
import zipfile
from pathlib import Path
from time import process_time
from typing import Any

import docx
import pytest
import yaml
from documents.tools import require_commands
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from speechgen.revise.import_speech import import_speech
from speechgen.revise.read_speech import read_speech
from speechgen.revise.read_text import decode_text
from speechgen.source.diagnostic import Report, SpeechgenError
from speechgen.word.write import docx_bytes

from .laws import compiled, imported, without_comments
from .score import Score, score
from .test_cases import SPEECHES
from .test_speeches import FOLDER
from .word_files import WAYS

NAMES = ("000", "001-1", "001-2", "002", "004")
REAL = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"no real speeches in {FOLDER}")
W = nsdecls("w")
_SCHEMAS = "http://schemas.openxmlformats.org"
RELATIONS = f"{_SCHEMAS}/officeDocument/2006/relationships"
DIAGRAM, DRAWING, CHART = (f"{_SCHEMAS}/drawingml/2006/{n}" for n in ("diagram", "main", "chart"))


def lines_of(path: Path, reject: bool = False) -> list[str]:
    return [line.text for line in read_speech(str(path), Report(), reject=reject).lines]


def saved(path: Path, *paragraphs: str, **parts: str) -> Path:
    """A document with these paragraphs, as XML, and further parts."""
    document = docx.Document()
    body = document.element.body
    for xml in paragraphs:
        body.insert(len(body) - 1, parse_xml(xml.replace(">", f" {W}>", 1)))
    document.save(str(path))
    return path


def p(inside: str, properties: str = "") -> str:
    return f"<w:p>{properties and f'<w:pPr>{properties}</w:pPr>'}{inside}</w:p>"


def r(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


# The real speeches.


def _scored(path: Path, name: str) -> Score:
    told, text = _told(name)
    return score(import_speech(read_speech(str(path), Report()).lines, "en"), told, text)


def _told(name: str) -> tuple[dict[str, Any], str]:
    told = yaml.safe_load((FOLDER / f"{name}.expected.yaml").read_text("utf-8"))
    return told, decode_text((FOLDER / f"{name}.txt").read_bytes(), name)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    for way, make in WAYS.items():
        for name in NAMES:
            make(_told(name)[1], _told(name)[0], folder / f"{name}-{way}.docx")
    return folder


@pytest.fixture(scope="module")
def saved_again(made: Path) -> Path:
    require_commands("soffice")
    folder = made / "again"
    profile = f"-env:UserInstallation={(made / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "docx", "--outdir", str(folder)]
    files = sorted(map(str, made.glob("*.docx")))
    subprocess.run([*command, *files], capture_output=True, timeout=600, check=True)
    return folder


def check_scores(folder: Path, way: str) -> None:
    found = [_scored(folder / f"{name}-{way}.docx", name) for name in NAMES]
    total = sum(found, Score())
    assert total.lost == 0
    assert all(set(one.small.values()) <= {"✓", "·"} for one in found)
    assert total.headings >= 0.98 * total.all_headings
    assert total.lists >= 0.95 * total.all_lists


@REAL
@pytest.mark.parametrize("way", WAYS)
def test_real_speeches(made: Path, way: str) -> None:
    check_scores(made, way)


@REAL
@pytest.mark.parametrize("way", WAYS)
def test_real_speeches_saved_by_libreoffice(saved_again: Path, way: str) -> None:
    check_scores(saved_again, way)


@REAL
def test_the_numbers_of_the_styled_ones_are_words_own(made: Path) -> None:
    texts = [
        paragraph.text for paragraph in docx.Document(str(made / "004-styled.docx")).paragraphs
    ]
    assert not any(text.startswith(("一、", "（一）", "第一，", "一要")) for text in texts)


@pytest.mark.parametrize("path", SPEECHES, ids=lambda path: path.stem)
def test_our_own_document_gives_the_same_outline(path: Path, tmp_path: Path) -> None:
    outline = imported(path.read_text("utf-8"))
    speech = compiled(outline)
    (tmp_path / "built.docx").write_bytes(docx_bytes(speech.render(), speech.layout))
    lines = read_speech(str(tmp_path / "built.docx"), Report()).lines
    again = import_speech(lines, "en").outline
    assert without_comments(again) == without_comments(outline)


# What stands in a file.


def test_tracked_changes(tmp_path: Path) -> None:
    inserted = f'<w:ins w:id="1" w:author="甲">{r("新的")}</w:ins>'
    deleted = '<w:del w:id="2" w:author="甲"><w:r><w:delText>旧的</w:delText></w:r></w:del>'
    joined = p(r("前半句，"), '<w:rPr><w:del w:id="3" w:author="甲"/></w:rPr>')
    path = saved(tmp_path / "a.docx", p(r("有") + inserted + deleted), joined, p(r("后半句。")))
    assert lines_of(path) == ["有新的", "前半句，后半句。"]
    assert lines_of(path, reject=True) == ["有旧的", "前半句，", "后半句。"]


def test_tables_boxes_links_and_controls(tmp_path: Path) -> None:
    cell = f"<w:tc>{p(r('格子里'))}</w:tc>"
    table = f"<w:tbl><w:tr>{cell}{cell.replace('里', '外')}</w:tr></w:tbl>"
    link = f'<w:hyperlink w:anchor="x">{r("链接里")}</w:hyperlink>'
    control = f"<w:sdt><w:sdtContent>{p(r('控件里'))}</w:sdtContent></w:sdt>"
    box = (
        "<w:r><w:pict><w:rect><w:textbox><w:txbxContent>"
        f"{p(r('框里'))}</w:txbxContent></w:textbox></w:rect></w:pict></w:r>"
    )
    path = saved(tmp_path / "a.docx", table, p(link), control, p(r("正文") + box), p(r("末段")))
    assert lines_of(path) == ["格子里", "格子外", "链接里", "控件里", "正文", "框里", "末段"]


def test_breaks_tabs_and_signs(tmp_path: Path) -> None:
    below = "<w:tab/><w:t>下</w:t><w:tab/><w:t>半</w:t><w:noBreakHyphen/>"
    run = f"<w:r><w:t>上</w:t><w:br/>{below}</w:r>"
    assert lines_of(saved(tmp_path / "a.docx", p(run))) == ["上", "下\t半\u2011"]


def test_control_characters_are_told_once(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.docx", p(r("一\x81\x80")), p(r("二")), p(r("三\x9f")))
    report = Report()
    assert [line.text for line in read_speech(str(path), report).lines] == ["一", "二", "三"]
    (told,) = report.diagnostics
    assert (told.code, str(told.message)[:2], str(told.hint)) == (
        "W541",
        "3 ",
        "in these paragraphs: 1, 3",
    )


def test_fields_show_their_result(tmp_path: Path) -> None:
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{turn}"/></w:r>' for turn in ("begin", "end"))
    field = f"{begin}<w:r><w:instrText>PAGE</w:instrText></w:r>{r('3')}{end}"
    assert lines_of(saved(tmp_path / "a.docx", p(r("第") + field + r("件事")))) == ["第3件事"]


def test_comments_stand_at_the_end(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("数字要核实。")
    document.add_comment(paragraph.runs, text="找统计局要", author="审稿人")
    document.save(str(tmp_path / "a.docx"))
    read = read_speech(str(tmp_path / "a.docx"), Report())
    assert read.beside == ("审稿人: 找统计局要",)
    assert "#: 审稿人: 找统计局要" in import_speech(read.lines, "en", read.beside).outline


def with_parts(path: Path, *parts: tuple[str, str, str]) -> Path:
    """Add parts that the main one refers to: the relation's id, its kind, the part as XML."""
    with zipfile.ZipFile(path) as old:
        kept = {name: old.read(name) for name in old.namelist()}
    relations = "word/_rels/document.xml.rels"
    for name, kind, xml in parts:
        kept[f"word/{name}.xml"] = xml.encode()
        said = f'<Relationship Id="{name}" Type="{RELATIONS}/{kind}" Target="{name}.xml"/>'
        kept[relations] = kept[relations].replace(b"</Rel", f"{said}</Rel".encode())
    with zipfile.ZipFile(path, "w") as new:
        for name, data in kept.items():
            new.writestr(name, data)
    return path


def a(text: str) -> str:
    return f"<a:p><a:r><a:t>{text[:1]}</a:t></a:r><a:r><a:t>{text[1:]}</a:t></a:r></a:p>"


def test_smartart_is_text_in_its_order(tmp_path: Path) -> None:
    ids = f'<dgm:relIds xmlns:dgm="{DIAGRAM}" xmlns:r="{RELATIONS}" r:dm="d1"/>'
    drawing = f"<w:r><w:drawing>{ids}</w:drawing></w:r>"
    path = saved(tmp_path / "a.docx", p(r("流程如下：") + drawing), p(r("照此办理。")))
    points = "".join(
        f'<dgm:pt modelId="{n}" {kind}><dgm:t>{a(text) if text else ""}</dgm:t></dgm:pt>'
        for n, kind, text in (
            (0, 'type="doc"', ""), (3, "", "整改"), (1, "", "排查"), (2, "", "逐户登记"),
            (4, 'type="parTrans"', ""), (9, "", "没有连上"),
        )
    )  # fmt: skip
    ties = "".join(
        f'<dgm:cxn modelId="c{b}{c}" srcId="{b}" destId="{c}" srcOrd="{n}"/>'
        for b, c, n in ((0, 3, 1), (0, 1, 0), (1, 2, 0), (2, 1, 0))  # the last closes a circle
    )
    model = (
        f'<dgm:dataModel xmlns:dgm="{DIAGRAM}" xmlns:a="{DRAWING}"><dgm:ptLst>{points}</dgm:ptLst>'
        f"<dgm:cxnLst>{ties}</dgm:cxnLst></dgm:dataModel>"
    )
    with_parts(path, ("d1", "diagramData", model))
    shown = ["流程如下：", "排查", "逐户登记", "整改", "没有连上", "照此办理。"]
    assert lines_of(path) == shown


def test_the_words_of_a_chart_stand_at_the_end(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.docx", p(r("产值逐年增长。")))
    values = "".join(f"<c:pt><c:v>{year}年</c:v></c:pt>" for year in (2024, 2025))
    chart = (
        f'<c:chartSpace xmlns:c="{CHART}" xmlns:a="{DRAWING}"><c:title>{a("工业产值")}</c:title>'
        f"<c:cat><c:strRef><c:strCache>{values}</c:strCache></c:strRef></c:cat>"
        "<c:val><c:numCache><c:pt><c:v>12.5</c:v></c:pt></c:numCache></c:val></c:chartSpace>"
    )
    with_parts(path, ("c1", "chart", chart), ("c2", "chart", chart.replace("工", "农")))
    read = read_speech(str(path), Report())
    assert read.beside == ("工业产值, 2024年, 2025年", "农业产值, 2024年, 2025年")
    assert "#: 工业产值, 2024年, 2025年" in import_speech(read.lines, "en", read.beside).outline


def test_notes_headers_and_footers_stand_at_the_end(tmp_path: Path) -> None:
    """A table in a note, a tracked change in it, a header of the first page, a date as footer."""
    document = docx.Document()
    document.add_paragraph("产值增长一成。")
    section = document.sections[0]
    section.different_first_page_header_footer = True
    section.header.paragraphs[0].text = "内部材料"
    section.first_page_header.paragraphs[0].text = "会后收回"
    section.footer.paragraphs[0].text = "2026-03-02"
    section.first_page_footer.paragraphs[0].text = "- 12 -"
    document.save(str(tmp_path / "a.docx"))
    cell = f"<w:tbl><w:tr><w:tc>{p(r('表里'))}</w:tc></w:tr></w:tbl>"
    deleted = "<w:del><w:r><w:delText>删去</w:delText></w:r></w:del>"
    inserted = f"<w:ins>{r('补上')}</w:ins>"
    for kind in ("footnotes", "endnotes"):
        one = f'<w:{kind[:-1]} w:id="2">{p(r(kind))}{cell}{p(deleted + inserted)}</w:{kind[:-1]}>'
        line = f'<w:{kind[:-1]} w:id="0" w:type="separator">{p(r("线"))}</w:{kind[:-1]}>'
        with_parts(tmp_path / "a.docx", (kind, kind, f"<w:{kind} {W}>{line}{one}</w:{kind}>"))
    read = read_speech(str(tmp_path / "a.docx"), Report())
    assert set(read.beside) == {
        "footnotes 表里 补上",
        "endnotes 表里 补上",
        "内部材料",
        "会后收回",
        "2026-03-02",
    }
    rejected = read_speech(str(tmp_path / "a.docx"), Report(), reject=True)
    assert "footnotes 表里 删去" in rejected.beside


def test_heads_set_apart_and_heading_styles(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("在云溪县会上的讲话", style="Title")
    document.add_paragraph("同志们：")
    for heading in ("看清形势", "抓住重点"):
        document.add_paragraph(heading, style="Heading 1")
        for head in ("人要到位。", "钱要到位。"):
            paragraph = document.add_paragraph()
            paragraph.add_run(head).bold = True
            paragraph.add_run("到位才能开工，开工才能见效，见效才能服人。")
    document.save(str(tmp_path / "a.docx"))
    outline = yaml.safe_load(
        import_speech(read_speech(str(tmp_path / "a.docx"), Report()).lines, "en").outline
    )
    assert outline["numbering"] == "none"
    assert [section["heading"] for section in outline["sections"]] == ["看清形势", "抓住重点"]
    inner = outline["sections"][0]["sections"]
    assert [section["heading"] for section in inner] == ["人要到位", "钱要到位"]


# Hostile files.


def rezipped(path: Path, **changed: bytes) -> Path:
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts |= {name.replace("__", "/").replace("_xml", ".xml"): b for name, b in changed.items()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts.items():
            new.writestr(name, data)
    return path


HEAD = f"<w:document {W}><w:body>".encode()
TAIL = b"</w:body></w:document>"
ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    b'<!ENTITY a%d "%s">' % (n, b"&a%s;" % (str(n - 1).encode() if n else b"") * 10)
    for n in range(9)
)
HOSTILE: dict[str, bytes] = {
    "100 MB of text": HEAD + b"<w:p><w:r><w:t>" + b"a" * 100_000_000 + b"</w:t></w:r></w:p>" + TAIL,
    "entities": ENTITIES + b"]>" + HEAD + b"<w:p><w:r><w:t>&a8;</w:t></w:r></w:p>" + TAIL,
    "an external entity": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    + HEAD + b"<w:p><w:r><w:t>&a;</w:t></w:r></w:p>" + TAIL,
    "broken in the middle": HEAD + b"<w:p><w:r><w:t>x</w:t></w:p>" + TAIL,
    "10,000 nested tables": HEAD + b"<w:tbl><w:tr><w:tc>" * 10_000
    + b"</w:tc></w:tr></w:tbl>" * 10_000 + TAIL,
    "no body": f"<w:document {W}/>".encode(),
    "too many tags": HEAD + b"<w:p/>" * 2_000_000 + TAIL,
}  # fmt: skip


def refused(path: Path) -> str:
    began = process_time()
    with pytest.raises(SpeechgenError) as told:
        read_speech(str(path), Report())
    assert process_time() - began < 5
    return told.value.diagnostics[0].code


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile(name: str, tmp_path: Path) -> None:
    path = saved(tmp_path / "a.docx", p(r("好的")))
    assert refused(rezipped(path, word__document_xml=HOSTILE[name])) == "E542"


def test_a_missing_part(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.docx", p(r("好的")))
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist() if "document.xml" not in name}
    with zipfile.ZipFile(path, "w") as new:
        for name, data in parts.items():
            new.writestr(name, data)
    assert refused(path) == "E542"


@pytest.mark.parametrize("target", ["../../../etc/passwd", "/etc/passwd", "file:///etc/passwd"])
def test_a_part_elsewhere(target: str, tmp_path: Path) -> None:
    path = saved(tmp_path / "a.docx", p(r("好的")))
    with zipfile.ZipFile(path) as old:
        relations = old.read("_rels/.rels").replace(b"word/document.xml", target.encode())
    assert refused(rezipped(path, _rels__=b"", **{"_rels/.rels": relations})) == "E542"


def test_lists_that_name_themselves(tmp_path: Path) -> None:
    """Styles in a circle, and a list of styles in a circle, end."""
    path = saved(tmp_path / "a.docx", p(r("好的"), '<w:pStyle w:val="A"/>'))
    circle = "".join(
        f'<w:style w:type="paragraph" w:styleId="{a}"><w:name w:val="{a}"/><w:basedOn w:val="{b}"/>'
        "</w:style>"
        for a, b in ("AB", "BA")
    )
    rezipped(path, word__styles_xml=f"<w:styles {W}>{circle}</w:styles>".encode())
    assert lines_of(path) == ["好的"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("a.wps", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("secret.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("a.pdf", b"%PDF-1.7\n"),
        ("a.rtf", b"{\\rtf1}"),
        ("a.txt", b"PK\x03\x04"),
        ("a.docx", b"no zip"),
    ],
)
def test_other_kinds(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    assert refused(tmp_path / name) == "E542"
