"""Speeches of one kind: one outline and a table, from which every one is built again exactly.

``variants/*`` are folders of speeches with what becomes of them, ``outline.yaml`` and
``table.csv``; ``pytest --accept`` writes them.
"""

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from speechgen.cli.main import main
from speechgen.revise.import_speech import Imported, import_speech
from speechgen.revise.read_speech import read_speech
from speechgen.revise.read_text import text_lines
from speechgen.revise.variants.compare import is_same
from speechgen.revise.variants.import_variants import Kind, import_variants, put_together
from speechgen.source.diagnostic import Report, SpeechgenError

from .devices import speeches
from .laws import compiled
from .test_laws import ANY, SIGNS
from .test_speeches import FOLDER as REAL

CASES = sorted(path for path in (Path(__file__).parent / "variants").iterdir() if path.is_dir())
Golden = Callable[[Path, str], None]
_SETTINGS = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
_NONE: frozenset[int] = frozenset()


def imported(texts: Sequence[str]) -> list[Imported]:
    lines = [text_lines(text, "old.txt", Report()) for text in texts]
    return [import_speech(found, "en") for found in lines if found]


def assert_each_is_built_again(kind: Kind, several: list[Imported]) -> None:
    speech = compiled(kind.outline)
    rows = list(csv.DictReader(io.StringIO(kind.table.csv().decode("utf-8-sig"))))
    assert len(rows) == len(several)
    for row, speech_alone in zip(rows, several, strict=True):
        assert is_same(speech.render(row).filled(), speech_alone.document)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("folder", CASES, ids=lambda path: path.name)
def test_case(folder: Path, language: str, golden: Golden) -> None:
    files = sorted(folder.glob("*.txt"))
    several = imported([file.read_text("utf-8") for file in files])
    names = [file.stem for file in files]
    kind = import_variants(several, names, names, "table.csv", language)
    assert_each_is_built_again(kind, several)
    assert kind.apart == _NONE
    golden(folder / f"outline.{language}.yaml", kind.outline)
    golden(
        folder / f"table.{language}.csv", kind.table.csv().decode("utf-8-sig").replace("\r\n", "\n")
    )


@_SETTINGS
@given(st.lists(speeches(), min_size=2, max_size=4), st.frozensets(st.integers(0, 3)))
def test_any_speeches_are_built_again(texts: list[str], apart: frozenset[int]) -> None:
    several = imported(texts)
    if len(several) < 2:
        return
    names = [str(number) for number in range(len(several))]
    try:
        kind = import_variants(several, names, names, "table.csv", "en")
    except SpeechgenError as problem:
        assert {found.code for found in problem.diagnostics} == {"E544"}
        assert len({speech.draft.numbering for speech in several}) > 1
        return
    assert_each_is_built_again(kind, several)
    assert kind.apart == _NONE
    # What is done where one is not the same: it shares no part with the others.
    kind = put_together(several, names, "table.csv", "en", apart & frozenset(range(len(several))))
    assert_each_is_built_again(kind, several)


@_SETTINGS
@given(st.lists(st.text(st.sampled_from(SIGNS), min_size=1), min_size=2, max_size=4))
def test_any_signs_are_built_again(texts: list[str]) -> None:
    several = imported([text for text in texts if text.strip()])
    names = [str(number) for number in range(len(several))]
    if len(several) > 1:
        kind = import_variants(several, names, names, "table.csv", "zh")
        assert_each_is_built_again(kind, several)


@_SETTINGS
@given(st.lists(st.text(ANY, min_size=1), min_size=2, max_size=3))
def test_any_characters_are_built_again(texts: list[str]) -> None:
    several = imported([text for text in texts if "".join(text.split()).strip("\ufeff")])
    names = [str(number) for number in range(len(several))]
    if len(several) > 1:
        kind = import_variants(several, names, names, "table.csv", "zh")
        assert_each_is_built_again(kind, several)


@pytest.mark.skipif(not REAL.is_dir(), reason=f"no real speeches in {REAL}")
def test_real_speeches_are_built_again() -> None:
    """Ten that have next to nothing in common; T06 numbers its sections in words, 一要."""
    files = sorted(path for path in REAL.glob("*.txt") if path.stem != "T06")
    several = [import_speech(read_speech(str(file), Report()).lines, "zh") for file in files]
    names = [file.stem for file in files]
    kind = import_variants(several, names, names, "table.csv", "zh")
    assert_each_is_built_again(kind, several)
    assert kind.apart == _NONE


def run(*arguments: str | Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main(list(map(str, arguments)))
    assert ended.value.code in (None, 0)


@pytest.mark.parametrize("folder", CASES, ids=lambda path: path.name)
def test_a_batch_finds_no_leak_in_what_was_imported(folder: Path, tmp_path: Path) -> None:
    """Names that stand in another's speech already are there on purpose."""
    outline = tmp_path / "kind.yaml"
    run("import", "--variants", folder, "-o", outline)
    run("batch", outline, "-o", tmp_path / "out", "--quiet")


def parts_of(path: Path) -> dict[str, bytes]:
    """The parts of a document but for its properties, which tell what it was made from.

    A text with a value in it is marked for blanks that the value may have.
    """
    with ZipFile(path) as archive:
        names = [name for name in archive.namelist() if not name.startswith("docProps/")]
        return {n: archive.read(n).replace(b' xml:space="preserve"', b"") for n in names}


def test_the_speeches_of_the_county_sample_come_back(tmp_path: Path) -> None:
    """Word files in, the same Word files out, by the commands; and far fewer values than words."""
    sample = Path(__file__).parents[2] / "outlines" / "county-variants.yaml"
    run("batch", sample, "-o", tmp_path / "old", "--sample", "9", "--quiet")
    files = sorted((tmp_path / "old").glob("*.docx"))
    outline = tmp_path / "kind.yaml"
    run("import", "--variants", *files, "-o", outline)
    run("batch", outline, "-o", tmp_path / "new", "--quiet")
    for file in files:
        alone = tmp_path / "alone.yaml"
        run("import", file, "-o", alone, "--force")
        run("build", alone, "-o", tmp_path / "alone.docx", "--force")
        assert parts_of(tmp_path / "new" / file.name) == parts_of(tmp_path / "alone.docx")
    lines = outline.read_text("utf-8").splitlines()
    assert len(lines) < 400
    assert "云溪" not in "".join(line.partition("  # ")[0] for line in lines)


def test_long_values_are_parted() -> None:
    """No cell is longer than what Excel keeps; a paragraph that no cell holds is told."""
    texts = ["\n".join(f"{name}村第{n}件事。" + name * 900 for n in range(60)) for name in "甲乙"]
    several = imported(texts)
    kind = import_variants(several, ["a", "b"], ["a", "b"], "table.csv", "en")
    assert_each_is_built_again(kind, several)
    assert max(len(cell) for cell in kind.table.row(0).values()) <= 30_000
    several = imported(["甲" * 100_001, "乙。"])
    with pytest.raises(SpeechgenError) as problem:
        import_variants(several, ["a", "b"], ["a", "b"], "table.csv", "en")
    assert [(d.code, d.place and d.place.file) for d in problem.value.diagnostics] == [
        ("E544", "a")
    ]


def test_the_time_grows_with_the_length() -> None:
    """Texts that repeat themselves, the worst that can be compared, are told apart as a whole."""
    texts = ["的一" * 20_000, "一一的" * 13_000]
    several = imported(texts)
    kind = import_variants(several, ["a", "b"], ["a", "b"], "table.csv", "en")
    assert_each_is_built_again(kind, several)
    assert len(kind.table.names) == 2
