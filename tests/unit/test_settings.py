"""The settings of a project, found upwards from the outline."""

from pathlib import Path

import pytest

from speechgen.building import build, open_speech
from speechgen.settings.load import Settings, find_settings
from speechgen.source.diagnostic import Report, SpeechgenError
from speechgen.source.nodes import Scalar
from speechgen.source.place import Place
from speechgen.source.reference import GitLibrary
from speechgen.word.read import State, document_state


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with two outlines, one of them in a folder below."""
    for outline in (tmp_path / "a.yaml", tmp_path / "inner" / "b.yaml"):
        outline.parent.mkdir(exist_ok=True)
        outline.write_text("opening: 开会。\n", encoding="utf-8")
    return tmp_path


def _set(project: Path, text: str) -> None:
    (project / "speechgen.yaml").write_text(text, encoding="utf-8")


def told(outline: Path) -> tuple[object, ...]:
    """Library, layout, output and the folder that the library's path counts from."""
    settings = find_settings(outline)
    assert isinstance(settings.library, Scalar)
    return settings.library.text, settings.layout, settings.output, settings.folder


def test_none(project: Path) -> None:
    assert find_settings(project / "a.yaml") == Settings()


def test_paths_start_from_the_file(project: Path) -> None:
    _set(project, "library: lib\nlayout: centred\noutput: ../out\n")
    for outline in ("a.yaml", "inner/b.yaml"):
        assert told(project / outline) == ("lib", "centred", project / "../out", project)


def test_places(project: Path) -> None:
    _set(project, "layout: centred\nlibrary: lib\n")
    settings = find_settings(project / "a.yaml")
    file = str(project / "speechgen.yaml")
    assert settings.layout_place == Place(file, 1, 9, 7)
    assert isinstance(settings.library, Scalar)
    assert settings.library.place == Place(file, 2, 10, 3)


def test_keys_in_chinese(project: Path) -> None:
    _set(project, "模板库: lib\n版式: centred\n输出: out\n检查: {}\n")
    assert told(project / "a.yaml") == ("lib", "centred", project / "out", project)


def test_a_library_in_git(project: Path) -> None:
    _set(project, "library: {git: https://example.org/x.git, rev: ~=1.0}\n")
    library = find_settings(project / "a.yaml").library
    assert isinstance(library, GitLibrary)
    assert library.rev and library.rev.text == "~=1.0"


def test_the_nearest_counts(project: Path) -> None:
    _set(project, "layout: centred\n")
    _set(project / "inner", "output: .\n")
    inner = project / "inner"
    assert find_settings(inner / "b.yaml") == Settings(output=inner, folder=inner)


def test_an_empty_file_is_none(project: Path) -> None:
    _set(project, "# nothing yet\n")
    assert find_settings(project / "a.yaml") == Settings(folder=project)


def test_a_relative_outline(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _set(project, "layout: centred\n")
    monkeypatch.chdir(project / "inner")
    assert find_settings("b.yaml").layout == "centred"


def test_faults_are_told_at_once(project: Path) -> None:
    _set(project, "libary: lib\noutput: [a]\n")
    with pytest.raises(SpeechgenError) as caught:
        find_settings(project / "a.yaml")
    assert [found.code for found in caught.value.diagnostics] == ["E121", "E120"]


@pytest.mark.parametrize(
    ("settings", "outline", "asked", "expected"),
    [
        ("", "", None, "standard"),
        ("layout: centred", "", None, "centred"),
        ("layout: centred", "layout: gb33476", None, "gb33476"),
        ("layout: centred", "layout: gb33476", "standard", "standard"),
        ("layout: centred", "", "standard", "standard"),
    ],
)
def test_which_layout(
    project: Path, settings: str, outline: str, asked: str | None, expected: str
) -> None:
    _set(project, settings)
    (project / "a.yaml").write_text(f"opening: 开会。\n{outline}\n", encoding="utf-8")
    assert open_speech(project / "a.yaml", asked, Report()).layout.name == expected


def test_output_folder(project: Path) -> None:
    _set(project, "output: out\n")
    (project / "out").mkdir()
    assert build(project / "inner" / "b.yaml") == project / "out" / "b.docx"
    assert document_state(project / "out" / "b.docx") is State.OURS
    elsewhere = project / "inner" / "c.docx"
    assert build(project / "a.yaml", elsewhere) == elsewhere
