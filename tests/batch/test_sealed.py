"""A run where nothing has changed is known by its files; whatever has, is noticed as ever."""

import io
import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from speechgen.batch import seal
from speechgen.batch.options import Options
from speechgen.batch.sealed import Sealed, open_sealed
from speechgen.batch.state import State
from speechgen.cli.main import main
from speechgen.source.messages import set_language
from tests.errors.running import edit

from .workshop import NAMES, Project, check_report, read_report

STATE = "out/.speechgen/state.sqlite"
LATER = -10_000_000_000  # the files of a test were all written just now


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seal, "_SETTLED", LATER)


@pytest.fixture
def sealed(project: Project) -> Project:
    assert project.run().statuses == "bbb"
    return project


def opened(project: Project, **wishes: object) -> Sealed | None:
    asked = Options(**{"output": project.out, "jobs": 1, **wishes})  # type: ignore[arg-type]
    return open_sealed(project.folder / "outline.yaml", asked)


def is_sealed(project: Project, **wishes: object) -> bool:
    found = opened(project, **wishes)
    if found is not None:
        found.close()
    return found is not None


def told(project: Project) -> tuple[dict[str, object], str]:
    """Both reports without the time."""
    page = (project.out / "report.html").read_text("utf-8")
    page = re.sub(r'"(started|seconds)":("[^"]*"|[\d.]+)', r'"\1":0', page)
    return {**read_report(project.out), "started": "", "seconds": 0}, page


def test_the_same_report_as_ever(sealed: Project) -> None:
    before = sealed.touched()
    assert sealed.run().statuses == "uuu"
    expected = told(sealed)
    for _ in range(2):
        batch = opened(sealed)
        assert batch is not None
        with closing(batch):
            results = list(batch)
        assert [(one.row, one.name, one.status.value) for one in results] == [
            (number, name, "unchanged") for number, name in enumerate(NAMES, 1)
        ]
        assert told(sealed) == expected
        check_report(read_report(sealed.out), sealed.out)
        assert sealed.touched() == before
        assert batch.summed_up is not None
        assert batch.reported
    assert sealed.run().statuses == "uuu"
    assert sorted(path.name for path in (sealed.out / ".speechgen").iterdir()) == ["state.sqlite"]


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("rows.csv", None),
        ("outline.yaml", None),
        ("lib/library.yaml", None),
        ("lib/sections/pledge.md.j2", None),
        ("lib/sections/other.md.j2", None),
        ("lib/layouts/own.yaml", None),
        ("lib/sections/heading.md.j2", "---\nabout: 新的\n---\n新的。\n"),
        ("lib/layouts/standard.yaml", "extends: standard\n"),
        ("lib/directives/ours.yaml", "[]\n"),
        ("speechgen.yaml", "remember: no\n"),
        ("../speechgen.yaml", "remember: no\n"),
    ],
)
def test_a_file_that_changes_breaks_it(sealed: Project, file: str, text: str | None) -> None:
    """Or one that is new: it may stand before another, or be the project's settings."""
    assert is_sealed(sealed)
    path = sealed.folder / file
    if text is not None:
        assert not path.exists()
        sealed.write(file, text)
        assert not is_sealed(sealed)
        path.unlink()
        if not list(path.parent.iterdir()):
            path.parent.rmdir()
        assert is_sealed(sealed)
        return
    data, about = path.read_bytes(), path.stat()
    path.write_bytes(data.replace(b"\n", b" \n", 1))
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))  # as some tools leave it
    assert not is_sealed(sealed)
    path.write_bytes(data)
    assert is_sealed(sealed)  # it is the content that counts
    path.unlink()
    assert not is_sealed(sealed)


def _edit(project: Project) -> None:
    edit(project.out / NAMES[1], "防汛", "抗旱")


def _remove(project: Project) -> None:
    (project.out / NAMES[1]).unlink()


def _touch(project: Project) -> None:
    os.utime(project.out / NAMES[1])


def _lose_the_state(project: Project) -> None:
    (project.folder / STATE).unlink()


def _damage_the_state(project: Project) -> None:
    (project.folder / STATE).write_bytes(b"no database")


def _damage_the_seal(project: Project) -> None:
    with closing(sqlite3.connect(project.folder / STATE)) as data, data:
        data.execute("UPDATE seals SET told = '[1]', differing = x'00'")


def _stop_a_run(project: Project) -> None:
    run = iter(project.batch(fresh=True))
    next(run)
    run.close()  # type: ignore[attr-defined]


def _run_another(project: Project) -> None:
    project.run(rows="1-2")


@pytest.mark.parametrize(
    "change",
    [
        _edit,
        _remove,
        _touch,
        _lose_the_state,
        _damage_the_state,
        _damage_the_seal,
        _stop_a_run,
        _run_another,
    ],
)
def test_whatever_happens_to_the_output_breaks_it(
    sealed: Project, change: Callable[[Project], None]
) -> None:
    assert is_sealed(sealed)
    change(sealed)
    assert not is_sealed(sealed)


@pytest.mark.parametrize(
    "wishes",
    [
        {"retry": True},
        {"fresh": True},
        {"force": True},
        {"prune": True},
        {"scheduler": "tcp://127.0.0.1:1"},
        {"rows": "1-3"},
        {"where": "code"},
        {"sample": 3},
        {"leaks": False},
        {"to": "md"},
        {"name": "{{ place }}"},
        {"layout": "standard"},
        {"over": {"budget": "1"}},
        {"values": {"budget": "1"}},
        {"data": "rows.csv"},
        {"deflate": "isal"},
    ],
)
def test_another_wish_is_another_batch(sealed: Project, wishes: dict[str, object]) -> None:
    assert not is_sealed(sealed, **wishes)
    assert is_sealed(sealed, jobs=2)  # how many work makes no difference


def test_what_the_environment_says_counts(
    sealed: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(seal, "__version__", "9.9.9")
    assert not is_sealed(sealed)
    monkeypatch.undo()
    assert is_sealed(sealed)
    with monkeypatch.context() as changed:
        changed.setenv("SOURCE_DATE_EPOCH", "1700000000")
        assert not is_sealed(sealed)
    with monkeypatch.context() as changed:
        changed.chdir(tmp_path.parent)  # where relative paths are others
        assert not is_sealed(sealed)
    set_language("zh")
    try:
        assert not is_sealed(sealed)  # notes are kept as they were said
    finally:
        set_language(None)


@pytest.mark.parametrize("trouble", ["failed", "leaks", "kept", "gone"])
def test_a_run_that_must_be_seen_is_not_sealed(project: Project, trouble: str) -> None:
    if trouble == "failed":
        project.change("rows.csv", "A2,青岚县", "A2,")
    elif trouble == "leaks":
        project.change("outline.yaml", "{{ place }}的防汛经费", "青岚县的防汛经费")
    project.run()
    if trouble == "kept":
        _edit(project)
    elif trouble == "gone":
        project.change("rows.csv", "A2,青岚县,沈望山,80,乙\n", "")
    assert project.run().totals[trouble] > 0
    assert not is_sealed(project)


def test_what_has_just_changed_is_not_sealed(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may have changed once more after it was read, within what a file system's clock tells."""
    monkeypatch.setattr(seal, "_SETTLED", 2_000_000_000)
    project.run()
    assert not is_sealed(project)


def test_what_changes_while_it_is_read_is_not_sealed(project: Project) -> None:
    untouched = seal.Watch(project.folder / "outline.yaml")
    project.write("speechgen.yaml", "remember: no\n")
    batch = project.batch()
    assert (
        untouched.seal(Options(), batch.prepared.speech, str(project.folder / "rows.csv")) is None
    )


def test_another_run_is_at_work(sealed: Project) -> None:
    with closing(State(sealed.folder / STATE)):
        assert not is_sealed(sealed)


def test_outputs_and_data_of_other_kinds_are_looked_at(project: Project) -> None:
    project.batch(output=project.folder / "out.zip").plan()
    list(project.batch(output=project.folder / "out.zip"))
    assert not is_sealed(project, output=project.folder / "out.zip")
    with closing(sqlite3.connect(project.folder / "rows.db")) as data, data:
        data.execute("CREATE TABLE counties (code, place, leader, budget)")
        data.execute("INSERT INTO counties VALUES ('A1', '云溪县', '陆行舟', '120')")
    pytest.importorskip("sqlalchemy")
    asked = {"data": f"sqlite:///{project.folder}/rows.db", "query": "counties"}
    assert project.run(**asked).statuses == "b"
    assert not is_sealed(project, **asked)


@pytest.mark.skipif(os.name == "nt", reason="no such name there")
def test_what_comes_in_by_the_standard_input_is_no_file(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not even where one has the name that its rows are told by."""
    rows = (project.folder / "rows.csv").read_bytes()
    monkeypatch.chdir(project.folder)
    for name in ("-", "<stdin>"):
        (project.folder / name).write_bytes(rows)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(rows)))
    assert project.run(data="-").statuses == "bbb"
    assert not is_sealed(project, data="-")


def test_the_command_says_the_same(
    project: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Notes with their excerpts and carets, the line of progress, the totals."""
    project.write("rows.csv", (project.folder / "rows.csv").read_text("utf-8") + "A4,东,闻,5,丁\n")
    project.change("rows.csv", ",note", ",budgett")
    monkeypatch.chdir(project.folder)

    def said() -> tuple[str, str]:
        with pytest.raises(SystemExit) as ended:
            main(["batch", "outline.yaml", "-o", "out", "-j", "1"])
        assert ended.value.code == 0
        out, err = capsys.readouterr()
        return out.partition(" rows in ")[2][5:], err.rpartition(" · ")[0]

    assert "W757" in said()[1]
    with closing(sqlite3.connect(STATE)) as data, data:
        data.execute("DELETE FROM seals")
    expected = said()
    used: list[Sealed | None] = []
    look = open_sealed
    monkeypatch.setattr(
        "speechgen.batch.sealed.open_sealed", lambda *asked: used.append(look(*asked)) or used[-1]
    )
    assert said() == expected
    assert said() == expected
    assert all(used)
    assert "W757" in expected[1]
