"""A real Dask cluster: a scheduler and workers as processes of their own, on loopback."""

import os
import re
import shutil
import signal
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.errors.running import edit

from .running import (
    ROOT,
    all_documents,
    batch,
    check_whole,
    documents,
    numbers,
    of_group,
    place,
    project,
    report,
    started,
    until,
    write_rows,
)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
ROWS = 400
TEMPLATE = """\
---
about: {zh: 一件事, en: an affair}
zh: 一件事
fields:
  count: {type: word, zh: 数目, about: {zh: 多少件, en: how many}}
example: {count: "1"}
---
{% include 'words.j2' %}共{{ 12 // (count | int) }}件，“{{ directive('ours-1') }}”。
"""
LEDGER = """\
- id: ours-1
  text: 事情要一件一件办。
  source: 本办公室
  speaker: 陆行舟
  status: public-domain
"""
WITH_LIBRARY = """\
title: 在{{ place }}会议上的讲话
library: lib
vars: {place: 云溪县, count: "3"}
variants: {data: rows.csv, name: "{{ place }}"}
opening: 同志们。
sections:
  - {heading: 一件事, body: [{affair: {count: "{{ count }}"}}]}
"""


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.docx")}


def test_the_same_bytes_as_here(folder: Path, cluster: Any) -> None:
    """By a relative path, from workers that stand in another folder."""
    project(folder, ROWS)
    done = batch(folder, "-o", "far", "--scheduler", cluster.address)
    assert done.returncode == 0, done.stdout + done.stderr
    assert documents(folder / "far") == all_documents(ROWS)
    check_whole(folder / "far")
    batch(folder, "-o", "near", "-j", "1")
    assert bytes_of(folder / "far") == bytes_of(folder / "near")
    again = batch(folder, "-o", "far", "--scheduler", cluster.address)
    assert report(folder / "far")["totals"]["unchanged"] == ROWS
    assert again.returncode == 0
    assert "Traceback" not in done.stderr + again.stderr
    assert "distributed" not in done.stderr + again.stderr


@pytest.mark.parametrize("output", ["out.zip", "memory"])
def test_what_workers_cannot_see_is_written_here(
    folder: Path, cluster: Any, output: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And an edited document there is kept all the same."""
    from zipfile import ZipFile

    project(folder, 60)
    if output == "memory":
        from tests.batch.places.test_store import Store, counts, run_here

        url = f"memory://far-{os.getpid()}"
        store = Store(url)
        run_here(folder, url, scheduler=cluster.address)
        edited = store.edit(folder, f"{place(3)}.docx")
        write_rows(folder, 60, leader="新领导")
        run_here(folder, url, scheduler=cluster.address)
        assert store.statuses() == counts(built=59, kept=1)
        assert store.read(f"{place(3)}.docx") == edited
        run_here(folder, url, scheduler=cluster.address)
        assert store.statuses() == counts(unchanged=59, kept=1)
        return
    assert batch(folder, "-o", output, "--scheduler", cluster.address).returncode == 0
    far = (folder / output).read_bytes()
    (folder / output).unlink()
    shutil.rmtree(folder / "out-report")
    batch(folder, "-o", output)
    assert (folder / output).read_bytes() == far
    with ZipFile(folder / output) as found:
        assert len(found.namelist()) == 60


def test_a_folder_that_workers_cannot_see(folder: Path, new_cluster: Any) -> None:
    """Their own /tmp lies over ours, as on another machine: this process writes for them."""
    if not shutil.which("unshare"):
        pytest.skip("needs unshare")
    made = new_cluster()
    hide = f'mount -t tmpfs tmpfs {folder} || exit 77; exec "$@"'
    made.worker(before=("unshare", "--mount", "sh", "-c", hide, "sh"))
    made.wait_for(1)
    project(folder, 60)
    assert batch(folder, "-o", "out", "--scheduler", made.address).returncode == 0
    check_whole(folder / "out")
    assert documents(folder / "out") == all_documents(60)
    edit(folder / "out" / f"{place(3)}.docx", "领导0003号", "某某某")
    edited = bytes_of(folder / "out")[f"{place(3)}.docx"]
    write_rows(folder, 60, leader="新领导")
    assert batch(folder, "-o", "out", "--scheduler", made.address).returncode == 1
    assert numbers(report(folder / "out"), "kept") == [3]
    assert bytes_of(folder / "out")[f"{place(3)}.docx"] == edited


def library(folder: Path) -> None:
    """An outline with a library of its own: a template that includes another file, a ledger."""
    for name, text in {
        "speech.yaml": WITH_LIBRARY,
        "rows.csv": "place,count\n云溪县,3\n青岚县,0\n长桥县,4\n",
        "lib/library.yaml": "name: lib\nversion: '1'\n",
        "lib/sections/affair.md.j2": TEMPLATE,
        "lib/sections/words.j2": "我们要办的事，",
        "lib/directives/ours.yaml": LEDGER,
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def test_a_library_travels(folder: Path, new_cluster: Any) -> None:
    """To workers that cannot see it; what is wrong in it is named as it lies here."""
    if not shutil.which("unshare"):
        pytest.skip("needs unshare")
    library(folder)
    near = batch(folder, "-o", "near")
    assert near.returncode == 1
    (told,) = report(folder / "near")["rows"][1]["diagnostics"]
    assert "lib/sections/affair.md.j2" in str(told["place"]) + str(told["trace"])
    made = new_cluster()
    hide = f'mount -t tmpfs tmpfs {folder}/lib && exec "$@"'
    made.worker(before=("unshare", "--mount", "sh", "-c", hide, "sh"))
    made.wait_for(1)
    far = batch(folder, "-o", "far", "--scheduler", made.address)
    assert far.returncode == 1, far.stderr
    assert bytes_of(folder / "far") == bytes_of(folder / "near") != {}
    assert report(folder / "far")["rows"][1]["diagnostics"] == [told]


def test_a_worker_is_killed(folder: Path, new_cluster: Any) -> None:
    made = new_cluster()
    first = made.worker()
    made.worker()
    made.wait_for(2)
    project(folder, ROWS, {60: 10})
    with started(folder, "-o", "out", "--scheduler", made.address) as running:
        until(lambda: len(documents(folder / "out")) > 20, "some documents")
        os.killpg(first.pid, signal.SIGKILL)
        said, told = running.communicate(timeout=60)
    assert running.returncode == 0, said + told
    assert "Traceback" not in told
    assert documents(folder / "out") == all_documents(ROWS)
    check_whole(folder / "out")


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP])
def test_the_scheduler_is_cut(folder: Path, new_cluster: Any, number: int) -> None:
    made = new_cluster()
    made.worker()
    made.worker()
    made.wait_for(2)
    project(folder, ROWS, {60: 30, 90: 30, 200: 30})
    with started(folder, "-o", "out", "--scheduler", made.address) as running:
        until(lambda: len(documents(folder / "out")) > 20, "some documents")
        os.killpg(made.scheduler.pid, number)
        begun = time.monotonic()
        said, told = running.communicate(timeout=60)
    assert running.returncode == 2
    assert "error[E762]" in told
    assert "Traceback" not in told
    assert time.monotonic() - begun < 30
    assert "stopped before the end" in said
    assert report(folder / "out")["totals"]["pending"] > 0
    made.end()
    again = batch(folder, "-o", "out", "-j", "2")
    assert again.returncode == 0, again.stdout + again.stderr
    assert documents(folder / "out") == all_documents(ROWS)
    check_whole(folder / "out")


def test_every_worker_has_gone(folder: Path, new_cluster: Any) -> None:
    made = new_cluster()
    worker = made.worker()
    made.wait_for(1)
    project(folder, ROWS, {60: 60})
    with started(folder, "-o", "out", "--scheduler", made.address) as running:
        until(lambda: len(documents(folder / "out")) > 10, "some documents")
        os.killpg(worker.pid, signal.SIGKILL)
        _, told = running.communicate(timeout=90)
    assert running.returncode == 2
    assert "error[E762]" in told


def test_ctrl_c(folder: Path, cluster: Any) -> None:
    project(folder, ROWS, {60: 20})
    with started(folder, "-o", "out", "--scheduler", cluster.address) as running:
        until(lambda: len(documents(folder / "out")) > 20, "some documents")
        os.killpg(running.pid, signal.SIGINT)
        said, told = running.communicate(timeout=60)
    assert running.returncode == 130, told
    assert "Traceback" not in told
    assert "stopped before the end" in said
    assert not of_group(running.pid)
    assert batch(folder, "-o", "out", "--scheduler", cluster.address).returncode == 0
    assert documents(folder / "out") == all_documents(ROWS)
    check_whole(folder / "out")


def test_nobody_at_the_address(folder: Path) -> None:
    project(folder, 3)
    for address in ("tcp://127.0.0.1:9", "nonsense", "tcp://127.0.0.1", "http://x"):
        begun = time.monotonic()
        done = batch(folder, "-o", "out", "--scheduler", address)
        assert done.returncode == 2
        assert "error[E762]" in done.stderr, address
        assert "Traceback" not in done.stderr, address
        assert time.monotonic() - begun < 20


def test_a_scheduler_without_workers(folder: Path, new_cluster: Any) -> None:
    made = new_cluster()
    project(folder, 3)
    done = batch(folder, "-o", "out", "--scheduler", made.address)
    assert (done.returncode, "error[E762]" in done.stderr) == (2, True)


@pytest.mark.parametrize("kind", ["older", "missing"])
def test_workers_of_another_version(folder: Path, new_cluster: Any, kind: str) -> None:
    other = folder / "other"
    if kind == "older":
        shutil.copytree(ROOT / "speechgen", other / "speechgen")
        shutil.copytree(ROOT / "templates", other / "templates")
        version = other / "speechgen/source/version.py"
        version.write_text(
            re.sub(r'__version__ = ".*?"', '__version__ = "0.0.1"', version.read_text("utf-8")),
            encoding="utf-8",
        )
    else:
        other.mkdir()
        raising = "raise ModuleNotFoundError(\"No module named 'speechgen'\", name='speechgen')\n"
        (other / "speechgen.py").write_text(raising, encoding="utf-8")
    made = new_cluster()
    made.worker(PYTHONPATH=str(other))
    made.wait_for(1)
    project(folder, 3)
    done = batch(folder, "-o", "out", "--scheduler", made.address)
    assert (done.returncode, "error[E765]" in done.stderr) == (2, True), done.stderr
    assert "Traceback" not in done.stderr


def test_workers_pack_with_the_same_isal(folder: Path, new_cluster: Any) -> None:
    """The same bytes as here; refused are workers that have none, or another version."""
    pytest.importorskip("isal")
    project(folder, 60)
    batch(folder, "-o", "near", "-j", "1", "--deflate", "isal")
    good = new_cluster()
    good.worker()
    good.wait_for(1)
    far = ["-o", "far", "--deflate", "isal", "--scheduler"]
    assert batch(folder, *far, good.address).returncode == 0
    assert bytes_of(folder / "far") == bytes_of(folder / "near")
    for text, said in (
        ("raise ModuleNotFoundError(name='isal')\n", "has no isal"),
        ("__version__ = '0.0.1'\nisal_zlib = None\n", "has isal 0.0.1"),
    ):
        other = folder / said.split()[-1]
        other.mkdir()
        (other / "isal.py").write_text(text, encoding="utf-8")
        poor = new_cluster()
        poor.worker(PYTHONPATH=f"{other}{os.pathsep}{ROOT}")
        poor.wait_for(1)
        done = batch(folder, *far, poor.address)
        assert (done.returncode, "error[E766]" in done.stderr) == (2, True), done.stderr
        assert said in done.stderr
