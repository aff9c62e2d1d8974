"""``speechgen library new``: the starter is sound in both languages, and all there or not."""

import os
import stat
import subprocess
from pathlib import Path

import pytest
import yaml

from speechgen.building import build
from speechgen.librarian.begin import begin_library
from speechgen.librarian.skeleton import Skeleton
from speechgen.library.library import open_library
from speechgen.source.diagnostic import Report, SpeechgenError
from speechgen.source.messages import set_language

from .terminal import SPEECHGEN

FILES = {
    "library.yaml", "speechgen.yaml", "README.md", ".gitattributes", ".gitignore", ".gitlab-ci.yml",
    ".github/workflows/library.yml", "sections/duties.md.j2", "layouts/office.yaml",
    "directives/office.yaml", "genres/briefing.en.yaml", "genres/briefing.zh.yaml",
    "outlines/example.yaml",
}  # fmt: skip


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def refused(folder: Path, name: str | None = None) -> str:
    with pytest.raises(SpeechgenError) as caught:
        begin_library(str(folder), name)
    (found,) = caught.value.diagnostics
    return found.code


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_starter_is_sound(language: str, tmp_path: Path) -> None:
    set_language(language)
    try:
        folder = begin_library(str(tmp_path / "县府 模板库"))
    finally:
        set_language(None)
    assert files_in(folder) == FILES
    assert ("文种" in (folder / "README.md").read_text("utf-8")) is (language == "zh")
    library = open_library(folder)
    assert (library.name, library.version) == ("县府 模板库", "0.1.0")
    report = Report()
    assert build(folder / "outlines/example.yaml", tmp_path / "x.docx", report=report).exists()
    assert not report.diagnostics
    assert "@" not in library.manifest.name.source.text.partition("name")[2]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_its_genre_asks_and_builds(language: str, tmp_path: Path) -> None:
    library = open_library(begin_library(str(tmp_path / "office")))
    skeleton = Skeleton(library.skeleton("briefing", language), "x")
    assert len(skeleton.questions) == 4
    outline = tmp_path / "x.yaml"
    text = skeleton.filled({blank.name: "甲" for blank in skeleton.questions}, "office")
    outline.write_text(text, "utf-8")
    report = Report()
    build(outline, report=report)
    assert [found.code for found in report.diagnostics] == ["W213"]  # in the bodies


@pytest.mark.parametrize("name", ["[甲", "甲: 乙", "'", "是", "  县府  ", "#1", "{{ x }}"])
def test_any_name_that_can_be_read(name: str, tmp_path: Path) -> None:
    assert open_library(begin_library(str(tmp_path / "x"), name)).name == name.strip()


@pytest.mark.parametrize("name", ["", " ", "a\nb", "\x07"])
def test_names_that_are_none(name: str, tmp_path: Path) -> None:
    assert refused(tmp_path / "x", name) == "E357"
    assert not list(tmp_path.iterdir())


def test_only_an_empty_place_will_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("甲", "utf-8")
    (tmp_path / "full").mkdir()
    (tmp_path / "full/.hidden").touch()
    (tmp_path / "gone").symlink_to("nowhere")
    assert {refused(tmp_path / name) for name in ("file", "full", "gone")} == {"E356"}
    assert files_in(tmp_path) == {"file", "full/.hidden"}


def test_an_empty_folder_and_one_that_is_a_repository(tmp_path: Path) -> None:
    folder = tmp_path / "office"
    folder.mkdir(mode=0o750)
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    begin_library(str(folder))
    assert files_in(folder) >= FILES
    assert stat.S_IMODE(folder.stat().st_mode) == 0o750
    status = ["git", "-C", str(folder), "status", "--short", "-uall"]
    said = subprocess.run(status, capture_output=True, text=True, check=True).stdout
    assert len(said.splitlines()) == len(FILES)


def test_the_folder_one_stands_in(tmp_path: Path) -> None:
    command = [*SPEECHGEN, "library", "new", "."]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    listed = [*SPEECHGEN, "library", "list"]  # speechgen.yaml names the library
    said = subprocess.run(listed, cwd=tmp_path, check=True, capture_output=True, text=True).stdout
    assert "duties" in said


@pytest.mark.parametrize("name", ["a" * 300, "a\0b", "x/" * 3000])
def test_names_that_no_system_takes(name: str, tmp_path: Path) -> None:
    with pytest.raises(SpeechgenError):
        begin_library(f"{tmp_path}/{name}")
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_nothing_is_left_where_it_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last rename of a folder that is there fails: what was moved goes away again."""
    folder, rename = tmp_path / "office", Path.rename
    folder.mkdir()

    def full(self: Path, target: Path) -> Path:
        if self.name == "speechgen.yaml":
            raise OSError(28, os.strerror(28))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", full)
    assert refused(folder) == "E513"
    assert files_in(tmp_path) == set()


def test_ci_files_run_the_check(tmp_path: Path) -> None:
    folder = begin_library(str(tmp_path / "office"))
    github = yaml.safe_load((folder / ".github/workflows/library.yml").read_text("utf-8"))
    gitlab = yaml.safe_load((folder / ".gitlab-ci.yml").read_text("utf-8"))
    steps = [step["run"] for step in github["jobs"]["check"]["steps"] if "run" in step]
    assert steps == gitlab["library"]["script"]
    assert steps == ["pip install speechgen", "speechgen library check ."]
