"""Documents in a store: in memory, by a file URL, and on a real S3-compatible server."""

import json
import re
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from speechgen.batch.options import Options
from speechgen.batch.run import Batch
from speechgen.source.diagnostic import SpeechgenError
from tests.documents.tools import require
from tests.errors.running import edit

from .running import batch, environ, place, project, write_rows


@pytest.fixture(autouse=True)
def _needs_fsspec() -> None:
    require(find_spec("fsspec"), "no fsspec here", "pip install -e '.[remote]'")


class Store:
    """What a test sees of a store."""

    def __init__(self, url: str, **options: Any) -> None:
        from fsspec.core import url_to_fs

        self.files, self.folder = url_to_fs(
            url, skip_instance_cache=True, use_listings_cache=False, **options
        )

    def names(self) -> set[str]:
        found = self.files.find(self.folder)
        return {name[len(self.folder) :].lstrip("/") for name in found}

    def read(self, name: str) -> bytes:
        self.files.invalidate_cache()
        data: bytes = self.files.cat_file(f"{self.folder}/{name}")
        return data

    def write(self, name: str, data: bytes) -> None:
        self.files.pipe_file(f"{self.folder}/{name}", data)

    def report(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.read("report.json"))
        return found

    def statuses(self) -> dict[str, int]:
        totals = self.report()["totals"]
        return {name: totals[name] for name in ("built", "unchanged", "kept", "failed")}

    def edit(self, folder: Path, name: str) -> bytes:
        """Edit a document as somebody would: fetch it, change it, put it back."""
        (folder / "fetched.docx").write_bytes(self.read(name))
        edit(folder / "fetched.docx", "领导0003号", "某某某")
        data = (folder / "fetched.docx").read_bytes()
        self.write(name, data)
        return data


ALL = {
    *(f"{place(row)}.docx" for row in range(1, 21)),
    "report.json",
    "report.html",
    ".speechgen/state.sqlite",
}


def counts(built: int = 0, unchanged: int = 0, kept: int = 0, failed: int = 0) -> dict[str, int]:
    return {"built": built, "unchanged": unchanged, "kept": kept, "failed": failed}


@pytest.fixture
def run_s3(folder: Path, s3: dict[str, str]) -> Any:
    project(folder, 20)

    def run(*arguments: str, output: str = "s3://offices/2026", code: int = 0, **more: str) -> str:
        done = batch(folder, "-o", output, *arguments, **{**s3, **more})
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        for key in ("AKIDOFNOBODY", "secret-of-nobody"):
            assert key not in done.stdout + done.stderr
        return done.stdout + done.stderr

    return run


def bucket(s3: dict[str, str], url: str = "s3://offices/2026") -> Store:
    options = {"key": s3["AWS_ACCESS_KEY_ID"], "secret": s3["AWS_SECRET_ACCESS_KEY"]}
    return Store(url, endpoint_url=s3["AWS_ENDPOINT_URL"], **options)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_s3(folder: Path, s3: dict[str, str], run_s3: Any, jobs: str) -> None:
    url = f"s3://offices/jobs-{jobs}"
    run_s3("-j", jobs, output=url)
    store = bucket(s3, url)
    assert store.names() == ALL
    assert store.statuses() == counts(built=20)
    batch(folder, "-o", "out")
    for row in (1, 20):
        name = f"{place(row)}.docx"
        assert store.read(name) == (folder / "out" / name).read_bytes()
    run_s3("-j", jobs, output=url)
    assert store.statuses() == counts(unchanged=20)
    write_rows(folder, 20)
    data = (folder / "rows.csv").read_text("utf-8").replace("领导0007号", "新来的人")
    (folder / "rows.csv").write_text(data, encoding="utf-8")
    run_s3("-j", jobs, output=url)
    assert store.statuses() == counts(built=1, unchanged=19)
    edited = store.edit(folder, f"{place(3)}.docx")
    write_rows(folder, 20, leader="新领导")
    run_s3("-j", jobs, output=url, code=1)
    assert store.statuses() == counts(built=19, kept=1)
    assert store.read(f"{place(3)}.docx") == edited
    write_rows(folder, 18, leader="新领导")
    run_s3("--prune", "--force", output=url)
    assert store.report()["totals"]["pruned"] == 2
    assert f"{place(20)}.docx" not in store.names()
    for told in ("report.json", "report.html", ".speechgen/state.sqlite"):
        assert b"secret-of-nobody" not in store.read(told)


def test_s3_by_several_processes(folder: Path, s3: dict[str, str]) -> None:
    """Each opens the store for itself; so many rows that they are worth starting."""
    rows = 1_050
    project(folder, rows)
    done = batch(folder, "-o", "s3://offices/many", "-j", "2", **s3)
    assert done.returncode == 0, done.stderr
    assert len(bucket(s3, "s3://offices/many").names()) == rows + 3


def test_s3_without_its_state(folder: Path, s3: dict[str, str], run_s3: Any) -> None:
    """What a killed run wrote is known by itself: the state is brought there at the end."""
    url = "s3://offices/killed"
    run_s3(output=url)
    store = bucket(s3, url)
    store.files.rm_file(f"{store.folder}/.speechgen/state.sqlite")
    run_s3(output=url)
    assert store.statuses() == counts(unchanged=20)


def test_no_key_is_told(s3: dict[str, str], run_s3: Any) -> None:
    said = run_s3(output="s3://AKIDOFNOBODY:secret-of-nobody@offices/keys", code=2)
    assert "error[E764]" in said


def test_nobody_answers(run_s3: Any) -> None:
    begun = time.monotonic()
    said = run_s3(code=2, AWS_ENDPOINT_URL="http://127.0.0.1:9")
    assert "error[E764]: the store cannot be used" in said
    assert time.monotonic() - begun < 15


def test_no_temporary_folder_is_left(folder: Path, s3: dict[str, str], run_s3: Any) -> None:
    (folder / "tmp").mkdir()
    run_s3("--dry-run", TMPDIR=str(folder / "tmp"))
    run_s3(TMPDIR=str(folder / "tmp"))
    run_s3(code=2, AWS_ENDPOINT_URL="http://127.0.0.1:9", TMPDIR=str(folder / "tmp"))
    assert list((folder / "tmp").iterdir()) == []


def test_a_file_url(folder: Path) -> None:
    project(folder, 20)
    for expected in (counts(built=20), counts(unchanged=20)):
        done = batch(folder, "-o", f"file://{folder}/out")
        assert done.returncode == 0, done.stderr
        store = Store(f"file://{folder}/out")
        assert store.statuses() == expected
    assert store.names() == ALL


def run_here(folder: Path, url: str, **options: Any) -> Batch:
    """The batch in this process, as a program runs it."""
    made = Batch(folder / "speech.yaml", Options(output=url, **options))
    for _ in made:
        pass
    return made


@pytest.mark.parametrize(("jobs", "rows"), [(1, 20), (2, 320)])
def test_memory(folder: Path, jobs: int, rows: int) -> None:
    """Only this process sees it; others work, and it writes."""
    project(folder, rows)
    url = f"memory://offices-{jobs}"
    store = Store(url)
    run_here(folder, url, jobs=jobs)
    assert store.statuses() == counts(built=rows)
    run_here(folder, url, jobs=jobs)
    assert store.statuses() == counts(unchanged=rows)
    edited = store.edit(folder, f"{place(3)}.docx")
    write_rows(folder, rows, leader="新领导")
    assert not run_here(folder, url, jobs=jobs).clean
    assert store.statuses() == counts(built=rows - 1, kept=1)
    assert store.read(f"{place(3)}.docx") == edited


@pytest.mark.parametrize("url", ["nowhere://x/y", "s3://", "s3:///", "http://127.0.0.1:9/x"])
def test_urls_of_no_use(folder: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    project(folder, 3)
    monkeypatch.chdir(folder)
    before = set(folder.rglob("*"))
    with pytest.raises(SpeechgenError) as caught:
        run_here(folder, url)
    assert {found.code for found in caught.value.diagnostics} <= {"E764", "E514"}
    made = {path.name for path in set(folder.rglob("*")) - before}
    assert made <= {".cache"}, "nothing of a store is a folder of this machine"


def test_the_extra_is_missing(folder: Path) -> None:
    """As where nobody installed it: told how to, and nothing is imported for folders."""
    project(folder, 3)
    (folder / "hidden").mkdir()
    missing = "raise ModuleNotFoundError(f\"No module named '{__name__}'\", name=__name__)\n"
    for package in ("fsspec", "s3fs", "distributed"):
        (folder / "hidden" / f"{package}.py").write_text(missing, encoding="utf-8")
    path = {"PYTHONPATH": f"{folder / 'hidden'}:{environ(folder)['PYTHONPATH']}"}
    done = batch(folder, "-o", "s3://offices/x", **path)
    assert (done.returncode, "error[E764]" in done.stderr) == (2, True)
    assert "pip install 'speechgen[remote]'" in done.stderr
    done = batch(folder, "-o", "out", "--scheduler", "tcp://127.0.0.1:9", **path)
    assert (done.returncode, "error[E762]" in done.stderr) == (2, True)
    assert "pip install 'speechgen[distributed]'" in done.stderr
    assert batch(folder, "-o", "out", **path).returncode == 0


def test_secrets_of_any_url() -> None:
    """In whatever way a package repeats them."""
    from speechgen.batch.remote import _reason, shown

    url = "abfs://user:p%40ss@place/folder?sig=signed%3D&x=1"
    said = _reason(ValueError(f"no {url}: p@ss, user, signed="), url)
    assert not re.search("p@ss|p%40ss|user|signed", said)
    assert shown(url) == "abfs://place/folder"


def test_fsspec_is_not_imported_for_a_folder(folder: Path) -> None:
    project(folder, 3)
    program = (
        "import sys; from speechgen.cli import main\n"
        "try: main(['batch', 'speech.yaml', '-o', 'out'])\n"
        "finally: assert not {'fsspec', 'distributed', 'asyncio'} & set(sys.modules)"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(
        command, cwd=folder, env=environ(folder), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
