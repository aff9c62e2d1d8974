"""Outlines of older versions, carried over: beside each what it becomes, and what is left."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from speechgen.cli.show import render
from speechgen.librarian.migrate import carry_over
from speechgen.librarian.migrations.apply import migrate_outline
from speechgen.librarian.migrations.load import load_migrations
from speechgen.library.library import Library, open_library
from speechgen.source.diagnostic import SpeechgenError
from speechgen.source.messages import set_language
from speechgen.source.place import Place

HERE = Path(__file__).parent
OUTLINES = sorted((HERE / "start_migrations").glob("*.yaml"))
OLD = """\
layout: grid
title: 一
opening:
  - pledge:
      promises:   # 空格保留
        - {lead: 甲, text: 乙}
"""


@pytest.fixture(scope="module")
def library() -> Library:
    return open_library(HERE / "start_office")


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    set_language("en")
    yield
    set_language(None)


@pytest.mark.parametrize("outline", OUTLINES, ids=lambda path: path.stem)
def test_an_old_outline(
    outline: Path,
    library: Library,
    golden: Callable[[Path, str], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(outline.parent)
    old = outline.read_text("utf-8")
    found = migrate_outline(old, outline.name, library, "0.1.0")
    golden(outline.with_suffix(".new"), found.text)
    golden(outline.with_suffix(".told"), "".join(f"{render(d)}\n" for d in found.before))
    assert [d.message for d in found.before] == [d.message for d in found.decisions]
    moved = (
        _moved(d.place, after.place, found.text)
        for d, after in zip(found.before, found.decisions, strict=True)
    )
    golden(outline.with_suffix(".places"), "".join(moved))


def _moved(before: Place | None, after: Place | None, text: str) -> str:
    """A place of the old outline, that of the new one, and what stands there."""
    assert before and after
    there = text.splitlines()[after.line - 1][after.column - 1 :]
    return f"{before.line}:{before.column} -> {after.line}:{after.column} {there[: after.length]}\n"


@pytest.mark.parametrize("outline", OUTLINES, ids=lambda path: path.stem)
def test_twice_is_once(outline: Path, library: Library) -> None:
    once = migrate_outline(outline.read_text("utf-8"), outline.name, library, "0.1.0")
    twice = migrate_outline(once.text, outline.name, library, "0.1.0")
    assert (twice.text, twice.changes) == (once.text, 0)


@pytest.mark.parametrize("outline", OUTLINES, ids=lambda path: path.stem)
def test_step_by_step_is_at_once(outline: Path, library: Library) -> None:
    """From version to version comes to what all at once does, whatever lies between."""
    old, first = outline.read_text("utf-8"), load_migrations(library)[0]
    assert str(first.version) == "0.2.0"
    at_once = migrate_outline(old, outline.name, library, "0.1.0").text
    only_last = migrate_outline(at_once, outline.name, library, "0.2.0")
    assert only_last.text == at_once
    assert migrate_outline(old, outline.name, library, "0.3.0").text == old


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_and_marks_stay(end: str, mark: str, library: Library, tmp_path: Path) -> None:
    file = tmp_path / "提纲.yaml"
    file.write_bytes((mark + OLD.replace("\n", end)).encode())
    carry_over(str(file), "0.1.0", library.folder).write()
    wanted = (
        OLD.replace("grid", "narrow")
        .replace("pledge:\n", "vow:\n      who: 我\n")
        .replace("promises:", "points:")
        .replace("{lead", "{grade: 乙等, head")
    )
    line_end = end if end == "\r\n" else "\n"  # a line that is added ends as most do
    expected = wanted.replace("\n", end).replace(f"      who: 我{end}", f"      who: 我{line_end}")
    assert file.read_bytes() == (mark + expected).encode()


@pytest.mark.parametrize(
    ("version", "code"), [("alt", "E351"), ("0.4", "E352"), ("1!0", "E352"), ("", "E351")]
)
def test_versions_that_cannot_be(version: str, code: str, library: Library) -> None:
    with pytest.raises(SpeechgenError) as caught:
        migrate_outline(OLD, "x.yaml", library, version)
    assert [found.code for found in caught.value.diagnostics] == [code]


def test_a_base_is_told_by_its_name(library: Library) -> None:
    assert migrate_outline(OLD, "x.yaml", library, {"speechgen": "0.0.1"}).text == OLD
    assert migrate_outline(OLD, "x.yaml", library, {"": "0.1.0", "speechgen": "0.1.0"}).text != OLD
