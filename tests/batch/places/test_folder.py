"""A folder that fills up, may no longer be written to, or holds what it should not."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.errors.running import NO_MOUNT, edit

from .running import (
    all_documents,
    batch,
    check_whole,
    documents,
    environ,
    numbers,
    place,
    project,
    report,
    started,
    until,
    write_rows,
)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs Linux")
OBEYING = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")


def obeying() -> tuple[str, ...]:
    """What makes even root obey permissions."""
    if os.geteuid() != 0:
        return ()
    if not shutil.which("setpriv"):
        pytest.skip("needs setpriv, or a user that is not root")
    return OBEYING


# In a mount of its own: a run on a full disk, what it left, room made, a run, what that left.
FULL = """
mount -t tmpfs -o size=1200k tmpfs small || exit 77
batch() { "$PYTHON" -m speechgen batch speech.yaml -j "$JOBS" -o "$1"; echo "code $?" >&2; }
batch "$OUT" >said1 2>told1
mkdir kept1; cp -r small/. kept1
mount -o remount,size=100m small
batch "$OUT" >said2 2>told2
mkdir kept2; cp -r small/. kept2
"""


def full(folder: Path, output: str, jobs: str = "2") -> None:
    project(folder, 320)
    (folder / "small").mkdir()
    done = subprocess.run(
        ["unshare", "--mount", "sh", "-c", FULL],
        cwd=folder,
        env=environ(folder) | {"PYTHON": sys.executable, "OUT": output, "JOBS": jobs},
        check=False,
        timeout=120,
    )
    if done.returncode == NO_MOUNT:
        pytest.skip("needs the right to mount")


@pytest.mark.skipif(not shutil.which("unshare"), reason="needs unshare")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_full_disk(folder: Path, jobs: str) -> None:
    full(folder, "small/out", jobs)
    said, told = (folder / "said1").read_text("utf-8"), (folder / "told1").read_text("utf-8")
    there = documents(folder / "kept1/out")
    assert 0 < len(there) < 320
    assert f"failed {320 - len(there)} · built {len(there)}" in said
    assert "error[E513]: the disk is full; nothing was written" in said
    assert "report:" not in said  # there is no room for it
    assert not (folder / "kept1/out/report.json").exists()
    assert told.endswith("code 2\n")
    assert "Traceback" not in told + said
    assert "small/out/report.json: error[E513]" in told
    assert not list((folder / "kept1").rglob("*.tmp"))
    assert (folder / "told2").read_text("utf-8").endswith("code 0\n")
    assert documents(folder / "kept2/out") == all_documents(320)
    found = report(folder / "kept2/out")["totals"]
    assert (found["unchanged"], found["built"]) == (len(there), 320 - len(there))
    check_whole(folder / "kept2/out")


@pytest.mark.skipif(not shutil.which("unshare"), reason="needs unshare")
def test_a_full_disk_under_a_zip(folder: Path) -> None:
    full(folder, "small/out.zip")
    told = (folder / "told1").read_text("utf-8")
    assert "small/out.zip: error[E513]: the disk is full; nothing was written" in told
    assert told.endswith("code 2\n")
    assert (folder / "said1").read_text("utf-8") == ""  # no row is said to be built
    assert "Traceback" not in told
    assert not list((folder / "kept1").glob("*.zip"))
    assert not list((folder / "kept1").rglob("*.tmp"))
    assert (folder / "told2").read_text("utf-8").endswith("code 0\n")
    assert report(folder / "kept2/out-report")["totals"]["built"] == 320


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_permission_is_taken_away(folder: Path, jobs: str) -> None:
    """Of the folder: its documents cannot be named any more, and the report cannot either."""
    project(folder, 400)
    output = folder / "out"
    with started(folder, "-o", "out", "-j", jobs, before=obeying()) as running:
        until(lambda: len(documents(output)) > 20, "some documents")
        output.chmod(0o555)
        said, told = running.communicate(timeout=60)
    assert running.returncode == 2
    assert "out/report.json: error[E512]" in told
    assert "Traceback" not in told
    assert "error[E512]: the file cannot be written: no permission" in said
    there = documents(output)
    assert 20 < len(there) < 400
    assert f"built {len(there)}" in said
    output.chmod(0o755)
    assert batch(folder, "-o", "out", before=obeying()).returncode == 0
    assert report(output)["totals"]["unchanged"] == len(there)
    check_whole(output)


def test_a_state_that_cannot_be_written(folder: Path) -> None:
    project(folder, 20)
    batch(folder, "-o", "out")
    (folder / "out/.speechgen/state.sqlite").chmod(0o444)
    write_rows(folder, 20, leader="新领导")
    done = batch(folder, "-o", "out", before=obeying())
    assert (done.returncode, done.stderr.count("error")) == (0, 0)
    assert report(folder / "out")["totals"]["built"] == 20
    (folder / "out/.speechgen/state.sqlite").chmod(0o644)
    assert batch(folder, "-o", "out", before=obeying()).returncode == 0
    assert report(folder / "out")["totals"]["unchanged"] == 20  # by the documents themselves


def test_a_room_that_cannot_be_made(folder: Path) -> None:
    project(folder, 3)
    (folder / "out").mkdir(mode=0o555)
    for output in ("out/deep", "out/deep.zip"):
        done = batch(folder, "-o", output, before=obeying())
        assert done.returncode == 2
        assert "error[E512]" in done.stderr


def test_a_document_that_may_only_be_read(folder: Path) -> None:
    """It is replaced, as by ``build``, and stays as closed as it was."""
    project(folder, 12)
    batch(folder, "-o", "out")
    (folder / "out" / f"{place(3)}.docx").chmod(0o440)
    write_rows(folder, 12, leader="新领导")
    assert batch(folder, "-o", "out", before=obeying()).returncode == 0
    assert report(folder / "out")["totals"]["built"] == 12
    assert (folder / "out" / f"{place(3)}.docx").stat().st_mode & 0o777 == 0o440


@pytest.mark.parametrize("form", ["docx", "txt"])
def test_a_folder_where_a_document_should_be(folder: Path, form: str) -> None:
    project(folder, 12)
    inside = folder / "out" / f"{place(3)}.{form}" / "mine.txt"
    inside.parent.mkdir(parents=True)
    inside.write_text("mine", encoding="utf-8")
    done = batch(folder, "-o", "out", "--to", form)
    found = report(folder / "out")
    assert done.returncode == 1
    assert found["totals"]["built"] == 11
    (told,) = found["rows"][2]["diagnostics"]
    assert told["code"] in ("E102", "E107", "E514", "W754")
    assert inside.read_text("utf-8") == "mine"


def test_two_at_once(folder: Path) -> None:
    """The second is refused and disturbs nothing, not even a file half written."""
    project(folder, 400, {100: 60, 200: 60, 300: 60})
    output = folder / "out"
    with started(folder, "-o", "out", "-j", "1") as running:
        until(lambda: len(documents(output)) > 20, "some documents")
        half = output / ".speechgen/other.tmp"
        half.write_bytes(b"half")
        second = batch(folder, "-o", "out")
        assert half.exists()
        _, told = running.communicate(timeout=60)
    assert second.returncode == 2
    assert "error[E761]" in second.stderr
    assert running.returncode == 0, told
    check_whole(output)


def test_what_a_killed_run_left_is_removed(folder: Path) -> None:
    project(folder, 3)
    batch(folder, "-o", "out")
    for left in (".speechgen/1-2.tmp", ".speechgen-abc.tmp"):
        (folder / "out" / left).write_bytes(b"half")
    assert batch(folder, "-o", "out").returncode == 0
    check_whole(folder / "out")


def test_a_relative_folder_and_files_beside(folder: Path) -> None:
    """Documents in folders of their own; what is there beside them is left alone."""
    project(folder, 12)
    (folder / "out").mkdir()
    (folder / "out/notes.txt").write_text("mine", encoding="utf-8")
    done = batch(folder, "-o", "out", "--name", "{{ row }}/{{ place }}")
    assert done.returncode == 0, done.stderr
    assert (folder / "out/3" / f"{place(3)}.docx").exists()
    assert (folder / "out/notes.txt").read_text("utf-8") == "mine"
    assert json.loads((folder / "out/report.json").read_text("utf-8"))["output"] == "out"


def test_an_edited_document_is_kept_wherever_the_work_is_done(folder: Path) -> None:
    for jobs, rows in (("1", 12), ("2", 400)):
        project(folder, rows)
        batch(folder, "-o", "out", "-j", jobs)
        document = folder / "out" / f"{place(3)}.docx"
        edit(document, "领导0003号", "某某某")
        before = document.read_bytes()
        write_rows(folder, rows, leader="新领导")
        time.sleep(0.01)
        done = batch(folder, "-o", "out", "-j", jobs)
        assert done.returncode == 1
        assert numbers(report(folder / "out"), "kept") == [3]
        assert document.read_bytes() == before
        assert batch(folder, "-o", "out", "-j", jobs, "--force").returncode == 0
        check_whole(folder / "out")
