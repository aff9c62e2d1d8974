"""What a document remembers, and the document built again from that."""

import shutil
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from speechgen.building import build, document_bytes, open_speech
from speechgen.rebuilding import read_memory_of, rebuild
from speechgen.source.diagnostic import Report, SpeechgenError
from speechgen.source.kept import cache_folder
from speechgen.word.memory import memory_xml
from speechgen.word.read import State, document_state, read_memory

from .repository import Repository

OUTLINE = """\
title: 在{{ place }}会议上的讲话
vars: {place: 云溪县, notes: 无, list: [甲]}
opening: "{{ notes }}"
"""


@pytest.fixture
def outline(folder: Path) -> Path:
    path = folder / "speech.yaml"
    path.write_text(OUTLINE, "utf-8")
    return path


def again(document: Path, **options: object) -> str:
    """What is said of building a document again: whether it is the same, the codes."""
    report = Report()
    try:
        made = rebuild(document, read_memory_of(document), None, None, report, **options)  # type: ignore[arg-type]
    except SpeechgenError as error:
        return " ".join(one.code for one in error.diagnostics)
    codes = [one.code for one in report.warnings()]
    return " ".join(["same" if made.same else "other", *codes])


def test_the_same_again(outline: Path) -> None:
    values = {"place": "青岚县", "notes": "a'b\"c<&>" + "长" * 700, "list": ["乙", {"丙": "丁"}]}
    document = build(outline, values={**values, "nobody": "asks"})
    memory = read_memory_of(document)
    assert memory.values == values
    assert (memory.outline, memory.library, memory.layout) == (
        outline.name,
        "speechgen",
        "standard",
    )
    assert again(document) == "same"
    assert (document.parent / "speech-rebuilt.docx").read_bytes() == document.read_bytes()


def test_the_layout_that_was_asked_for(outline: Path) -> None:
    assert again(build(outline, layout="centred")) == "same"


def test_no_folder_of_this_machine_is_remembered(outline: Path) -> None:
    with ZipFile(build(outline)) as archive:
        assert str(outline.parent).encode() not in archive.read("docProps/custom.xml")


def test_a_project_may_want_nothing_remembered(outline: Path) -> None:
    (outline.parent / "speechgen.yaml").write_text("remember: no\n", "utf-8")
    document = build(outline, values={"notes": "只给自己看"})
    with ZipFile(document) as archive:
        assert "只给自己看" not in archive.read("docProps/custom.xml").decode()
    assert again_fails(document) == "E525"
    assert document_state(document) is State.OURS


def test_an_outline_that_has_changed(outline: Path) -> None:
    document = build(outline)
    outline.write_text(OUTLINE + "closing: 散会。\n", "utf-8")
    assert again(document) == "E526"
    outline.unlink()
    assert again(document) == "E526"
    assert not (document.parent / "speech-rebuilt.docx").exists()


def test_an_outline_elsewhere(outline: Path) -> None:
    document = build(outline)
    (outline.parent / "outlines").mkdir()
    outline.rename(outline.parent / "outlines" / outline.name)
    assert again(document) == "same"


def test_another_library(outline: Path) -> None:
    library = outline.parent / "lib"
    library.mkdir()
    (library / "library.yaml").write_text("name: lib\nversion: 1.0.0\n", "utf-8")
    outline.write_text("library: lib\n" + OUTLINE, "utf-8")
    document = build(outline)
    assert again(document) == "same"
    (library / "library.yaml").write_text("name: lib\nversion: 2.0.0\n", "utf-8")
    assert again(document) == "E527"


def test_a_library_in_git_is_taken_as_it_was(folder: Path, office: Repository) -> None:
    path = folder / "speech.yaml"
    path.write_text(
        "library: {git: office, rev: '>=1'}\nopening:\n  - pledge: {who: 我}\n", "utf-8"
    )
    document = build(path)
    commit = office.git("rev-parse", "HEAD")
    office.pledge("再表态")
    office.write({"library.yaml": "name: office\nversion: 2.0.0\n"})
    office.commit("v2.0.0")
    (folder / "speechgen.lock").unlink()
    shutil.rmtree(cache_folder())
    assert read_memory_of(document).commit == commit
    assert again(document) == "same"
    assert not (folder / "speechgen.lock").exists()


def test_another_speechgen(outline: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("speechgen.speech.__version__", "0.0.9")
    document = build(outline)
    monkeypatch.undo()
    assert again(document) == "other W528"


def test_what_has_no_memory(folder: Path) -> None:
    for name, data in (("text.docx", b"none"), ("empty.docx", b"")):
        (folder / name).write_bytes(data)
        assert again_fails(folder / name) == "E525"
    with ZipFile(folder / "bare.docx", "w") as archive:
        archive.writestr("a", "b")
    assert again_fails(folder / "bare.docx") == "E525"
    assert again_fails(folder / "missing.docx") == "E101"
    assert again_fails(folder) == "E102"


def again_fails(path: Path) -> str:
    with pytest.raises(SpeechgenError) as caught:
        read_memory_of(path)
    return caught.value.diagnostics[0].code


def test_somebody_has_changed_the_memory(outline: Path) -> None:
    document = build(outline, values={"notes": "好"})
    changed = document.with_name("changed.docx")
    with ZipFile(document) as source, ZipFile(changed, "w") as target:
        for info in source.infolist():
            target.writestr(info, source.read(info).replace(b'{"notes', b"[["))
    assert again_fails(changed) == "E525"


def test_a_document_that_was_not_asked_for_is_not_written_over(outline: Path) -> None:
    document = build(outline)
    other = document.with_name("speech-rebuilt.docx")
    other.write_bytes(b"mine")
    assert again(document) == "E522"
    assert other.read_bytes() == b"mine"
    assert again(document, force=True) == "same"


VALUES = st.recursive(
    st.text(st.characters(exclude_categories=("Cs",)), max_size=300),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60
)
@given(values=st.fixed_dictionaries({}, optional={"notes": VALUES, "list": VALUES}))
def test_whatever_the_values_they_come_back(tmp_path: Path, values: dict[str, object]) -> None:
    path = tmp_path / "speech.yaml"
    path.write_text("vars: {notes: '', list: []}\nopening: 开会。\n", "utf-8")
    speech = open_speech(path, None, Report())
    target = tmp_path / "speech.docx"
    target.write_bytes(document_bytes(speech.render(values), "docx", speech.layout))
    found = read_memory(target)
    assert found is not None and found.values == values
    assert document_state(target) is State.OURS


def test_no_property_is_longer_than_word_keeps() -> None:
    import re

    from speechgen.document.tree import MadeOf

    xml = memory_xml(MadeOf((("outline", "名" * 600),), {"a": "长" * 1000}))
    texts = re.findall("<vt:lpwstr>(.*?)</vt:lpwstr>", xml)
    assert len(texts) > 6 and max(map(len, texts)) <= 255 + len("&quot;") * 4
    numbers = [int(number) for number in re.findall('pid="([0-9]+)"', xml)]
    assert numbers == list(range(4, 4 + len(texts)))


def test_the_outline_is_never_written_over(outline: Path) -> None:
    document = build(outline)
    before = outline.read_bytes()
    link = outline.with_name("link.docx")
    link.symlink_to(outline)
    for target, code in ((outline, "E601"), (link, "E524"), (outline.with_suffix(".txt"), "E601")):
        report = Report()
        with pytest.raises(SpeechgenError) as caught:
            rebuild(document, read_memory_of(document), None, target, report, force=True)
        assert caught.value.diagnostics[0].code == code
    assert outline.read_bytes() == before


def test_a_name_in_the_memory_leads_nowhere(outline: Path) -> None:
    from speechgen.document.tree import MadeOf
    from speechgen.rebuilding import _memory

    for name in ("../../etc/passwd", "/etc/passwd", "C:\\Windows\\passwd"):
        assert _memory(MadeOf((("outline", name),), {})).outline == "passwd"
    told = _memory(MadeOf((("outline", "a" * 9000), ("library", "x\nwrote y")), {}))
    assert len(told.outline) == 300 and told.library == "x wrote y"
    with pytest.raises(SpeechgenError) as caught:
        rebuild(build(outline), told, None, None, Report())
    assert caught.value.diagnostics[0].code == "E526"
