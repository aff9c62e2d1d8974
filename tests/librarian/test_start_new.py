"""``speechgen new``: genres of any library, what is asked in a terminal, flags elsewhere."""

import os
import subprocess
from pathlib import Path

import pytest

from speechgen.building import build, open_speech
from speechgen.librarian.skeleton import Skeleton
from speechgen.library.library import open_library
from speechgen.outline.load import load_outline, read_outline
from speechgen.source.diagnostic import Report, SpeechgenError

from .terminal import SPEECHGEN, run_in_terminal

OFFICE = Path(__file__).parent / "start_office"
HOSTILE = [
    "甲: 乙", "甲 # 乙", "- 甲", "[甲", "{{ 县名 }}", "'甲'", '"', "\\", "|", "是", "null", "012",
    "1:30", "@甲", "*甲", "&甲", "!甲", "%", "甲，乙", "：", "甲:", "~", "a: b", "", " 甲 ",
    "\ue000",
]  # fmt: skip


def new(folder: Path, *arguments: str, code: int = 0, given: str | None = None) -> str:
    """Run without a terminal; all that was printed."""
    done = subprocess.run(
        [*SPEECHGEN, "--lang", "zh", "new", *arguments],
        cwd=folder,
        input=given,
        stdin=subprocess.DEVNULL if given is None else None,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == code, done.stdout
    return done.stdout


def test_genres_of_the_library_and_of_what_it_extends(tmp_path: Path) -> None:
    lines = new(tmp_path, "--list", "--library", str(OFFICE)).splitlines()
    assert [line.split()[:2] for line in lines] == [
        ["handover", "交接"],
        ["mobilisation", "动员"],
        ["deployment", "部署"],
        ["promotion", "推进"],
    ]


def test_an_unknown_genre_is_told_with_those_there_are(tmp_path: Path) -> None:
    said = new(tmp_path, "交代", "--library", str(OFFICE), code=2)
    assert "E311" in said and "交接" in said
    said = new(tmp_path, "xyz", "--library", str(OFFICE), code=2)
    assert "handover、交接、mobilisation" in said


def test_without_a_genre_the_first_of_the_library(tmp_path: Path) -> None:
    new(tmp_path, "-o", "x.yaml", "--library", str(OFFICE))
    assert "在交接会上的发言" in (tmp_path / "x.yaml").read_text("utf-8")


def test_a_skeleton_in_the_other_language_where_there_is_no_other(tmp_path: Path) -> None:
    assert open_library(OFFICE).skeleton("handover", "en") == open_library(OFFICE).skeleton(
        "交接", "zh"
    )


def test_nothing_is_asked_without_a_terminal(tmp_path: Path) -> None:
    said = new(tmp_path, "交接", "--library", str(OFFICE), given="白果镇\n\n\n")
    assert "镇名: 〔白果镇〕" in said


def test_flags_fill_in(tmp_path: Path) -> None:
    flags = ["--set", "镇名=青岚镇", "--set", "继任=沈望山", "--set", "speaker.post=镇 长: #1"]
    new(tmp_path, "交接", "-o", "x.yaml", "--library", str(OFFICE), *flags)
    text = (tmp_path / "x.yaml").read_text("utf-8")
    assert "  镇名: 青岚镇               # 交接的是哪个镇\n" in text
    assert "{职务: '镇 长: #1', 姓名: \"{{ 姓名 }}\"}   # 职务写全称" in text
    assert text.startswith(f"格式: 1\n模板库: {os.path.relpath(OFFICE, tmp_path)}\n")
    values = {
        variable.name.text: variable.value for variable in load_outline(tmp_path / "x.yaml").vars
    }
    assert values == {"继任": "沈望山", "镇名": "青岚镇", "姓名": "〔张三〕", "年限": "三"}
    report = Report()
    build(tmp_path / "x.yaml", report=report)
    assert [found.code for found in report.diagnostics] == ["W213"]


@pytest.mark.parametrize("value", HOSTILE)
def test_any_value_is_written_as_it_is(value: str) -> None:
    library = open_library(OFFICE)
    skeleton = Skeleton(library.skeleton("交接", "zh"), "x.yaml")
    answers = {"镇名": value, "讲话人.职务": value, "继任": value, "标题": value}
    report = Report()
    outline = read_outline(skeleton.filled(answers), "x.yaml", report)
    values = {variable.name.text: variable.value for variable in outline.vars}
    assert (values["镇名"], values["继任"]) == (value, value)
    assert outline.speaker and outline.speaker.post
    assert outline.speaker.post.text == value
    assert not value or outline.title[0].text == value
    assert not report.diagnostics


@pytest.mark.parametrize("genre", ["mobilisation", "deployment", "promotion"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_all_that_is_asked_can_be_answered(genre: str, language: str, tmp_path: Path) -> None:
    """Only the lines that were asked for are others, and the outline says what was answered."""
    old = open_library().skeleton(genre, language)
    skeleton = Skeleton(old, "x.yaml")
    answers = {blank.name: f"答{number}" for number, blank in enumerate(skeleton.questions)}
    assert len(answers) >= 6
    text = skeleton.filled(answers)
    changed = [
        new for was, new in zip(old.splitlines(), text.splitlines(), strict=True) if was != new
    ]
    assert len(changed) == len(answers)
    assert all(f"答{number}" in line for number, line in enumerate(changed))
    assert not Skeleton(text, "x.yaml").questions


def test_required_names_without_variables() -> None:
    for text in (
        "必填: [县名]\n开头: 甲\n",
        "变量:\n必填: 县名\n开头: 甲\n",
        "变量: {甲: 乙}\n必填: [县名]\n开头: 甲\n",
    ):
        skeleton = Skeleton(text, "x.yaml")
        assert [blank.name for blank in skeleton.questions] == ["县名"]
        outline = read_outline(skeleton.filled({"县名": "云溪县"}), "x.yaml")
        assert {v.name.text: v.value for v in outline.vars}["县名"] == "云溪县"
        assert [one.name.text for one in outline.required] == ["县名"]


def test_a_project_s_library_is_not_named(tmp_path: Path) -> None:
    (tmp_path / "speechgen.yaml").write_text(f"library: {OFFICE}\n", "utf-8")
    assert "模板库" not in new(tmp_path, "交接")
    assert "模板库" not in new(tmp_path, "交接", "--library", str(OFFICE))
    assert "模板库" in new(tmp_path, "--library", str(open_library().folder))


def test_the_modeline_points_to_a_schema(tmp_path: Path) -> None:
    (tmp_path / "提纲").mkdir()
    new(tmp_path, "-o", "提纲/x.yaml", "--schema", "outline.schema.json")
    assert (tmp_path / "outline.schema.json").exists()
    line = "# yaml-language-server: $schema=../outline.schema.json\n"
    assert (tmp_path / "提纲/x.yaml").read_text("utf-8").startswith(line)
    assert not new(tmp_path / "提纲").startswith("# yaml-language")
    (tmp_path / "speechgen.yaml").write_text("layout: standard\n", "utf-8")
    assert new(tmp_path / "提纲").startswith(line)
    open_speech(tmp_path / "提纲/x.yaml", None, Report())


def test_in_a_terminal_it_asks(tmp_path: Path) -> None:
    answers = [
        ("1", "1\n"),
        ("讲话人.职务", "镇长\n"),
        ("镇名", "白果: 镇\n"),
        ("姓名", "\n"),
        ("继任", "沈望山\n"),
    ]
    ended = run_in_terminal(
        ["--lang", "zh", "new", "-o", "x.yaml", "--library", str(OFFICE)], tmp_path, answers
    )
    assert ended.code == 0, ended.shown
    assert "交接的是哪个镇" in ended.shown and "接任的同志" in ended.shown
    text = (tmp_path / "x.yaml").read_text("utf-8")
    assert "{职务: 镇长, 姓名" in text
    assert "镇名: '白果: 镇'" in text
    assert "姓名: 〔张三〕" in text
    assert "继任: 沈望山" in text


def test_a_genre_by_name_and_flags_are_not_asked_for(tmp_path: Path) -> None:
    command = [
        "new",
        "-o",
        "x.yaml",
        "--library",
        str(OFFICE),
        "--set",
        "镇名=白果镇",
        "--set",
        "继任=沈望山",
    ]
    ended = run_in_terminal(
        command, tmp_path, [("genre", "交接\n"), ("讲话人.职务", "\n"), ("姓名", "陆行舟\n")]
    )
    assert ended.code == 0, ended.shown
    assert "镇名 〔" not in ended.shown
    assert "姓名: 陆行舟" in (tmp_path / "x.yaml").read_text("utf-8")


def test_no_input_asks_nothing_in_a_terminal(tmp_path: Path) -> None:
    ended = run_in_terminal(["new", "--no-input", "-o", "x.yaml"], tmp_path, [])
    assert ended.code == 0, ended.shown


def test_a_terminal_that_goes_away_leaves_nothing(tmp_path: Path) -> None:
    for key in ("\x03", "\x04"):  # Ctrl-C, Ctrl-D
        ended = run_in_terminal(["new", "-o", "x.yaml"], tmp_path, [("genre", key)])
        assert ended.code == 130, ended
        assert not list(tmp_path.iterdir())


def test_a_file_that_is_there_is_told_before_anything_is_asked(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text("我的", "utf-8")
    ended = run_in_terminal(["new", "-o", "x.yaml"], tmp_path, [])
    assert (ended.code, "E523" in ended.shown) == (2, True)


def test_questions_do_not_go_into_the_outline(tmp_path: Path) -> None:
    """With the screen sent to a file, the questions are still seen."""
    answers = [("讲话人.职务", "镇长\n"), ("镇名", "\n"), ("姓名", "\n"), ("继任", "\n")]
    command = ["--lang", "zh", "new", "交接", "--library", str(OFFICE)]
    ended = run_in_terminal(command, tmp_path, answers, tmp_path / "x.yaml")
    assert ended.code == 0, ended.shown
    text = (tmp_path / "x.yaml").read_text("utf-8")
    assert text.startswith("格式: 1\n")
    assert "{职务: 镇长, " in text


def test_a_name_that_the_skeleton_does_not_have() -> None:
    with pytest.raises(SpeechgenError) as caught:
        Skeleton(open_library().skeleton("动员", "zh"), "x").filled({"地明": "甲", "地名": "\x07"})
    assert {found.code for found in caught.value.diagnostics} == {"E355", "E213"}
