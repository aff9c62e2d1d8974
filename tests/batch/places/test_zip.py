"""A zip: the same bytes each time, written as a whole, and kind to what lies in it."""

import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.errors.running import edit

from .running import batch, numbers, place, project, report, started, until, write_rows


def build(folder: Path, *arguments: str, code: int = 0) -> bytes:
    done = batch(folder, "-o", "out.zip", *arguments)
    assert done.returncode == code, done.stdout + done.stderr
    return (folder / "out.zip").read_bytes()


def totals(folder: Path) -> dict[str, int]:
    found: dict[str, int] = report(folder / "out-report")["totals"]
    return found


def changed(folder: Path, rows: int, row: int) -> None:
    """One row of the data becomes another."""
    write_rows(folder, rows)
    data = (folder / "rows.csv").read_text("utf-8")
    data = data.replace(f"领导{row:04d}号", "新来的人")
    (folder / "rows.csv").write_text(data, encoding="utf-8")


def rewritten(path: Path, extra: dict[str, bytes], document: str = "", data: bytes = b"") -> None:
    """The zip as another program leaves it: with more in it, or another document."""
    with ZipFile(path) as old:
        entries = {info.filename: old.read(info) for info in old.infolist()}
    if document:
        entries[document] = data
    with ZipFile(path, "w") as new:
        for name, content in {**entries, **extra}.items():
            new.writestr(name, content)


def test_the_same_bytes_for_any_jobs_and_day(folder: Path) -> None:
    project(folder, 400)
    one = build(folder, "-j", "1")
    (folder / "out.zip").unlink()
    shutil.rmtree(folder / "out-report")
    assert build(folder, "-j", "2") == one
    with ZipFile(folder / "out.zip") as found:
        assert found.testzip() is None
        assert found.namelist() == [f"{place(row)}.docx" for row in range(1, 401)]
        assert all(info.flag_bits & 0x800 for info in found.infolist())  # names in UTF-8
        assert {info.date_time for info in found.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.skipif(not shutil.which("unzip"), reason="needs unzip")
def test_unzip_likes_it(folder: Path) -> None:
    project(folder, 20)
    build(folder)
    done = subprocess.run(["unzip", "-tq", "out.zip"], cwd=folder, check=False, capture_output=True)
    assert done.returncode == 0, done.stdout


def test_nothing_changes_and_the_file_is_left_alone(folder: Path) -> None:
    project(folder, 20)
    build(folder)
    before = (folder / "out.zip").stat()
    build(folder)
    after = (folder / "out.zip").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert totals(folder)["unchanged"] == 20


def test_one_change_is_the_same_as_all_anew(folder: Path) -> None:
    project(folder, 20)
    build(folder)
    changed(folder, 20, 7)
    after = build(folder)
    assert (totals(folder)["unchanged"], totals(folder)["built"]) == (19, 1)
    shutil.rmtree(folder / "out-report")
    (folder / "out.zip").unlink()
    assert build(folder) == after


@pytest.mark.parametrize(("jobs", "rows"), [("1", 20), ("2", 400)])
def test_an_edited_document_inside_is_kept(folder: Path, jobs: str, rows: int) -> None:
    project(folder, rows)
    build(folder, "-j", jobs)
    with ZipFile(folder / "out.zip") as found:
        found.extract(f"{place(3)}.docx", folder)
    edit(folder / f"{place(3)}.docx", "领导0003号", "某某某")
    edited = (folder / f"{place(3)}.docx").read_bytes()
    rewritten(folder / "out.zip", {"mine.txt": b"mine"}, f"{place(3)}.docx", edited)
    write_rows(folder, rows, leader="新领导")
    build(folder, "-j", jobs, code=1)
    assert numbers(report(folder / "out-report"), "kept") == [3]
    with ZipFile(folder / "out.zip") as found:
        assert found.read(f"{place(3)}.docx") == edited
        assert found.read("mine.txt") == b"mine"
        assert found.testzip() is None
    build(folder, "-j", jobs, "--force")
    with ZipFile(folder / "out.zip") as found:
        assert found.read(f"{place(3)}.docx") != edited
        assert found.read("mine.txt") == b"mine"


def test_prune(folder: Path) -> None:
    project(folder, 20)
    build(folder)
    write_rows(folder, 18)
    build(folder)
    assert (totals(folder)["gone"], totals(folder)["pruned"]) == (2, 0)
    changed(folder, 18, 3)
    build(folder)
    with ZipFile(folder / "out.zip") as found:
        assert len(found.namelist()) == 20  # what has gone is kept until it is asked for
    build(folder, "--prune")
    assert totals(folder)["pruned"] == 2
    with ZipFile(folder / "out.zip") as found:
        assert found.namelist() == [f"{place(row)}.docx" for row in range(1, 19)]


@pytest.mark.skipif(sys.platform != "linux", reason="needs signals")
@pytest.mark.parametrize("form", ["docx", "txt"])
def test_killed_in_the_middle(folder: Path, form: str) -> None:
    """The old zip stays, and is not taken for somebody else's by the next run."""
    project(folder, 400)
    before = build(folder, "--to", form)
    write_rows(folder, 400, {200: 900}, leader="新领导")
    with started(folder, "-o", "out.zip", "-j", "2", "--to", form) as running:

        def grown() -> bool:
            return any(path.stat().st_size > 10_000 for path in folder.glob(".out.zip.*.tmp"))

        until(grown, "a new zip")
        running.kill()
    assert (folder / "out.zip").read_bytes() == before
    write_rows(folder, 400, leader="新领导")
    build(folder, "--to", form)
    assert totals(folder)["built"] == 400
    assert not list(folder.glob(".*.tmp"))


def test_rows_chosen_leave_the_others(folder: Path) -> None:
    project(folder, 20)
    build(folder)
    write_rows(folder, 20, leader="新领导")
    build(folder, "--rows", "1-5")
    with ZipFile(folder / "out.zip") as found:
        assert len(found.namelist()) == 20
        assert found.testzip() is None
    build(folder)
    assert totals(folder)["unchanged"] == 5


def test_what_is_no_zip_is_left_alone(folder: Path) -> None:
    project(folder, 3)
    (folder / "out.zip").write_text("no zip", encoding="utf-8")
    assert build(folder, code=2) == b"no zip"


@pytest.mark.skipif(sys.platform == "win32", reason="needs permissions and links")
def test_a_closed_zip_behind_a_link(folder: Path) -> None:
    project(folder, 3)
    (folder / "real").mkdir()
    (folder / "out.zip").symlink_to("real/archive.zip")
    build(folder)
    (folder / "real/archive.zip").chmod(0o600)
    changed(folder, 3, 2)
    build(folder)
    assert (folder / "out.zip").is_symlink()
    assert (folder / "real/archive.zip").stat().st_mode & 0o777 == 0o600
    assert len(ZipFile(folder / "real/archive.zip").namelist()) == 3
