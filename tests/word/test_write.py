"""What is written: the same bytes on any day, in linear time, and no more than needed."""

import os
import pickle
import subprocess
import sys
import time
import zipfile
from datetime import date
from pathlib import Path

import pytest

from speechgen.document.tree import Document, Form, Run
from speechgen.source.diagnostic import SpeechgenError
from speechgen.word import runs
from speechgen.word.form import compile_form
from speechgen.word.read import State, document_state, read_paragraphs
from speechgen.word.write import docx_bytes, write_docx

from .changes import MAIN
from .package import W, parts_of, save
from .samples import (
    changed_layout,
    document,
    everything,
    heading,
    hole,
    layout,
    line,
    long,
    paragraph,
)


def texts(folder: Path, written: Document, name: str = "standard") -> list[tuple[str, str]]:
    return read_paragraphs(save(folder / "a.docx", docx_bytes(written, layout(name))))


def test_the_order_of_the_office_copy(tmp_path: Path) -> None:
    assert texts(tmp_path, everything())[:7] == [
        ("Title", "在云溪县安全生产攻坚行动\n动员大会上的讲话"),
        ("Subtitle", "——守底线、保平安"),
        ("署名", "县委书记\u3000张三"),
        ("Date", "（2026年3月1日）"),
        ("Normal", ""),
        ("Salutation", "同志们："),
        ("Body Text", "今天召开动员大会，主要任务是部署工作。"),
    ]


def test_the_date_first(tmp_path: Path) -> None:
    names = [name for name, _ in texts(tmp_path, everything(), "centred")]
    assert names[:5] == ["Title", "Subtitle", "Date", "署名", "Normal"]


def test_headings_and_salutes_have_styles_of_their_own(tmp_path: Path) -> None:
    found = texts(tmp_path, everything())
    assert ("heading 1", "一、提高站位，切实增强责任感") in found
    assert ("heading 5", "①五级标题") in found
    assert ("呼语", "同志们、朋友们！") in found


def test_headings_deeper_than_word_has_them(tmp_path: Path) -> None:
    assert texts(tmp_path, document(heading(12, "①", "深")))[-1] == ("heading 9", "①深")


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (Form(name=line("张三")), "张三"),
        (Form(post=line("县委书记")), "县委书记"),
        (Form(date=line("（2026年3月1日）")), "（2026年3月1日）"),
        (Form(date=line("2026年春")), "（2026年春）"),
        (Form(subtitle=line("——守底线")), "——守底线"),
    ],
)
def test_nothing_is_printed_twice(form: Form, expected: str, tmp_path: Path) -> None:
    assert texts(tmp_path, Document((), form))[0][1] == expected


def test_without_a_title_block_no_blank_line_stands_above(tmp_path: Path) -> None:
    assert texts(tmp_path, Document((), Form(salutation=line("同志们：")))) == [
        ("Salutation", "同志们：")
    ]


def test_a_document_may_be_empty(tmp_path: Path) -> None:
    path = save(tmp_path / "a.docx", docx_bytes(Document((), Form()), layout()))
    assert read_paragraphs(path) == []
    assert document_state(path) is State.OURS


def test_neighbours_of_one_look_are_one_run() -> None:
    xml = parts_of(docx_bytes(document(paragraph("甲", "", "乙", "丙")), layout()))[MAIN].decode()
    assert "<w:t>甲乙丙</w:t>" in xml


def test_strong_in_a_bold_style_says_so_itself(tmp_path: Path) -> None:
    """Two bold styles would undo each other."""
    bold = changed_layout(tmp_path, "styles: {title: {bold: true}}")
    written = Document(((Run("甲"), Run("乙", strong=True)),), Form())
    xml = parts_of(docx_bytes(written, bold))[MAIN].decode()
    assert '<w:rStyle w:val="Strong"/><w:b/><w:bCs/></w:rPr><w:t>乙' in xml


def test_no_direct_formatting() -> None:
    """Styles carry every look; only strong inside a head has no style of its own."""
    xml = parts_of(docx_bytes(long(), layout()))[MAIN].decode().partition("<w:sectPr")[0]
    for name in ("w:rFonts", "w:sz", "w:jc", "w:ind", "w:b/", "w:spacing", "w:color"):
        assert f"<{name}" not in xml


def test_another_font_for_latin_needs_the_hint_on_runs_too(tmp_path: Path) -> None:
    own = changed_layout(tmp_path, "fonts: {body: {name: 仿宋, latin: Times New Roman}}")
    xml = parts_of(docx_bytes(document(paragraph("“甲”")), own))[MAIN].decode()
    assert '<w:rFonts w:hint="eastAsia"/>' in xml


def test_values_or_filled_gives_the_same_to_read(tmp_path: Path) -> None:
    first = texts(tmp_path, everything())
    assert texts(tmp_path, everything().filled()) == first


def test_the_same_bytes_on_any_day(monkeypatch: pytest.MonkeyPatch) -> None:
    first = docx_bytes(everything(), layout())
    monkeypatch.setattr(time, "time", lambda: 4e9)
    assert docx_bytes(everything(), layout()) == first
    assert docx_bytes(pickle.loads(pickle.dumps(everything())), layout()) == first


def _environment(cache: Path) -> dict[str, str]:
    """For a process that finds these tests, and a cache of its own."""
    tests = Path(__file__).parents[1]
    found = os.pathsep.join([str(tests), str(tests.parent)])
    return {**os.environ, "PYTHONPATH": found, "SPEECHGEN_CACHE": str(cache)}


def test_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    """Whatever the hash seed, and whether the skeleton was kept or made anew."""
    script = (
        "from word.samples import everything, layout; import sys;"
        "from speechgen.word.write import docx_bytes;"
        "sys.stdout.buffer.write(docx_bytes(everything(), layout()))"
    )
    environment = {**_environment(tmp_path), "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-c", script]
    made, kept = (
        subprocess.run(command, env=environment, capture_output=True, check=True).stdout
        for _ in range(2)
    )
    assert made == kept == docx_bytes(everything(), layout())


def test_every_entry_has_the_same_date() -> None:
    import io

    with zipfile.ZipFile(io.BytesIO(docx_bytes(everything(), layout()))) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.namelist()[0] == "[Content_Types].xml"


@pytest.mark.parametrize(
    ("epoch", "created", "day"),
    [
        ("", None, "1980-01-01T00:00:00Z"),
        ("", date(2026, 3, 1), "2026-03-01T00:00:00Z"),
        ("1700000000", date(2026, 3, 1), "2023-11-14T22:13:20Z"),
        ("0", None, "1970-01-01T00:00:00Z"),
        ("next week", date(2026, 3, 1), "2026-03-01T00:00:00Z"),
        ("9" * 40, date(2026, 3, 1), "2026-03-01T00:00:00Z"),
    ],
)
def test_the_day(
    epoch: str, created: date | None, day: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    written = document(paragraph("甲"))._replace(created=created)
    core = parts_of(docx_bytes(written, layout()))["docProps/core.xml"].decode()
    assert core.count(day) == 2


def test_python_docx_reads_it(tmp_path: Path) -> None:
    import docx

    path = save(tmp_path / "a.docx", docx_bytes(everything(), layout()))
    opened = docx.Document(str(path))
    first = opened.paragraphs[0]
    assert first.style and first.style.name == "Title"
    assert opened.core_properties.author == "张三"
    assert opened.core_properties.title == "在云溪县安全生产攻坚行动动员大会上的讲话"


def test_nothing_unused_is_in_the_package() -> None:
    assert list(parts_of(docx_bytes(everything(""), layout()))) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "word/_rels/document.xml.rels",
        "word/fontTable.xml",
        "word/footer1.xml",
        "word/footer2.xml",
        "word/settings.xml",
        "word/styles.xml",
        "word/document.xml",
        "docProps/core.xml",
        "docProps/custom.xml",
    ]


def test_every_style_that_is_there_is_one_of_ours() -> None:
    from lxml import etree

    root = etree.fromstring(parts_of(docx_bytes(everything(), layout()))["word/styles.xml"])
    names = [style.find(f"{W}name").get(f"{W}val") for style in root.iter(f"{W}style")]
    assert len(names) == len(set(names)) == 32
    assert {"Normal", "Title", "Subtitle", "Date", "Salutation", "Body Text"} < set(names)
    assert {"heading 1", "heading 9", "header", "footer", "page number", "Strong"} < set(names)


def test_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "讲话.docx"
    write_docx(everything(), path, layout())
    assert document_state(path) is State.OURS
    with pytest.raises(SpeechgenError) as caught:
        write_docx(everything(), tmp_path / "none" / "讲话.docx", layout())
    assert caught.value.diagnostics[0].code == "E511"
    assert [file.name for file in tmp_path.iterdir()] == ["讲话.docx"]


def test_a_form_is_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten thousand variants of a form cost one compilation: operations are counted, not time."""
    written = long()
    docx_bytes(written, layout())
    calls: list[object] = []
    real = runs.run_text
    monkeypatch.setattr(runs, "run_text", lambda text: calls.append(text) or real(text))
    before = compile_form.cache_info().misses
    for number in range(100):
        docx_bytes(written._replace(values=(str(number),) * len(written.values)), layout())
    assert compile_form.cache_info().misses == before
    assert len(calls) == 100  # the title's one run


def _milliseconds(written: Document, times: int) -> float:
    begun = time.perf_counter()
    for _ in range(times):
        docx_bytes(written, layout())
    return (time.perf_counter() - begun) / times * 1e3


def test_it_is_fast() -> None:
    """About 0.2 ms on the machine of 2026; twenty times that is a fault anywhere."""
    written = long()
    docx_bytes(written, layout())
    assert min(_milliseconds(written, 20) for _ in range(5)) < 4


def test_time_is_linear_in_the_text() -> None:
    small, large = long(10_000, 100, 100), long(1_000_000, 10_000, 10_000)
    for written in (small, large):
        docx_bytes(written, layout())
    per_small = min(_milliseconds(small, 10) for _ in range(3))
    per_large = min(_milliseconds(large, 1) for _ in range(3))
    assert per_large < 100 * per_small * 4


def test_a_million_characters_come_back(tmp_path: Path) -> None:
    written = long(1_000_000, 10_000, 10_000)
    begun = time.perf_counter()
    compile_form.__wrapped__(written.form, layout(), True)
    assert time.perf_counter() - begun < 20
    path = save(tmp_path / "a.docx", docx_bytes(written, layout()))
    assert len("".join(text for _, text in read_paragraphs(path))) > 1_000_000


def test_importing_the_writer_is_light() -> None:
    """What takes long to import is imported where it is needed, not before."""
    script = "import speechgen.word.write, sys; print(*sys.modules)"
    command = [sys.executable, "-c", script]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert not {"docx", "lxml", "lxml.etree", "zipfile", "yaml", "jinja2", "platformdirs"} & set(
        found
    )


def test_a_kept_skeleton_needs_no_python_docx(tmp_path: Path) -> None:
    script = (
        "from word.samples import everything, layout; import sys;"
        "from speechgen.word.write import docx_bytes; docx_bytes(everything(), layout());"
        "print('docx' in sys.modules)"
    )
    environment = _environment(tmp_path)
    command = [sys.executable, "-c", script]
    said = [
        subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    assert [text.strip() for text in said] == ["True", "False"]


def test_hole_at_the_edge_keeps_blanks(tmp_path: Path) -> None:
    value = " 前后有空格 "
    written = document(paragraph(hole(0, value)), values=(value,))
    assert texts(tmp_path, written)[-1][1] == value
