"""The skeletons of ``speechgen new`` build as they are, in both languages."""

import subprocess
import sys
from pathlib import Path

import pytest

from speechgen.building import build, open_speech
from speechgen.library.library import open_library
from speechgen.source.diagnostic import Report, SpeechgenError
from speechgen.word.read import read_paragraphs

LANGUAGES = ("zh", "en")
GENRES = {"mobilisation": "动员", "deployment": "部署", "promotion": "推进"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("genre", GENRES)
def test_skeleton_builds_as_it_is(genre: str, language: str, tmp_path: Path) -> None:
    outline = tmp_path / "x.yaml"
    outline.write_text(open_library().skeleton(genre, language), encoding="utf-8")
    report = Report()
    text = "\n".join(text for _, text in read_paragraphs(build(outline, report=report)))
    assert [found.code for found in report.diagnostics] == ["W213"]
    assert "{{" not in text
    assert len(text) > 800


@pytest.mark.parametrize("genre", GENRES)
def test_both_languages_give_one_speech(genre: str, tmp_path: Path) -> None:
    found = []
    for language in LANGUAGES:
        outline = tmp_path / f"{language}.yaml"
        outline.write_text(open_library().skeleton(genre, language), encoding="utf-8")
        form = open_speech(outline, None, Report()).render().filled().form
        found.append([(type(block).__name__, len(block.runs)) for block in form.blocks])
    assert len(found[0]) == len(found[1])


@pytest.mark.parametrize(("genre", "chinese"), GENRES.items())
def test_chinese_name(genre: str, chinese: str) -> None:
    library = open_library()
    assert library.skeleton(chinese, "zh") == library.skeleton(genre, "zh")


def test_unknown_genre() -> None:
    with pytest.raises(SpeechgenError) as caught:
        open_library().skeleton("mobilization", "en")
    (found,) = caught.value.diagnostics
    assert (found.code, str(found.hint)) == ("E311", "did you mean 'mobilisation'?")


@pytest.mark.parametrize("language", LANGUAGES)
def test_new_then_build(language: str, tmp_path: Path) -> None:
    assert _run(tmp_path, "--lang", language, "new", "动员", "-o", "x.yaml") == 0
    written = (tmp_path / "x.yaml").read_text("utf-8")
    assert ("标题:" in written) is (language == "zh")
    assert _run(tmp_path, "build", "x.yaml") == 0
    assert (tmp_path / "x.docx").exists()
    assert _run(tmp_path, "--lang", language, "new", "部署", "-o", "x.yaml") == 2
    assert (tmp_path / "x.yaml").read_text("utf-8") == written
    assert _run(tmp_path, "--lang", language, "new", "部署", "-o", "x.yaml", "--force") == 0
    assert (tmp_path / "x.yaml").read_text("utf-8") != written


def _run(folder: Path, *arguments: str) -> int:
    command = [sys.executable, "-m", "speechgen", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode
