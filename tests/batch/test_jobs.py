"""Wherever the work is done, and however it ends: the same bytes, whole files, a true report."""

import io
import multiprocessing
import os
import pickle
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from speechgen.batch import parcel, pools, processes
from speechgen.batch.output import Folder
from speechgen.batch.parcel import travelling
from speechgen.batch.plan import Given
from speechgen.batch.processes import Processes
from speechgen.batch.result import Status
from speechgen.batch.rows.table import Row
from speechgen.batch.run import Batch
from speechgen.batch.work import Job, Task, Worker
from speechgen.building import open_speech
from speechgen.source.diagnostic import Report, SpeechgenError

from .workshop import Project, check_report, read_report

PLACES = [
    f"{a}{b}县"
    for a in "云青望枫鹿兰柏松桐石白红金银玉清碧紫翠"
    for b in "溪岚川岭鸣坪湾桥塘洲渡岗坡坝垭场沟寨铺坊"
]
MANY = 360  # more than it takes to start processes


def row_of(n: int) -> str:
    if n % 60 == 0:
        return f"A{n},,,{n},"
    leader = f"陆行{PLACES[n][0]}" if n % 50 else ""
    return f"A{n},{PLACES[n]},{leader},{n * 7},{'x' if n % 90 == 1 else ''}"


@pytest.fixture
def many(project: Project) -> Project:
    """Rows of several shapes; some fail, some leak."""
    body = '"抓实{% if budget | length > 2 %}抓紧{% endif %}{% if note %}不学青溪县{% endif %}"'
    project.change("outline.yaml", "抓紧抓实", body)
    project.change("outline.yaml", 'budget: ""', 'budget: "", note: ""')
    project.rows(map(row_of, range(1, MANY + 1)))
    return project


def told(report: dict[str, Any]) -> dict[str, Any]:
    """What a report says whoever did the work."""
    rows = [
        {key: value for key, value in row.items() if key != "seconds"} for row in report["rows"]
    ]
    return {**report, "rows": rows, "seconds": 0, "started": "", "jobs": 0}


@pytest.fixture
def expected(many: Project) -> tuple[dict[str, bytes], dict[str, Any]]:
    """What one process makes of it."""
    done = many.run(jobs=1)
    assert done.statuses.count("f") == MANY // 60
    assert done.totals["leaks"] >= 3
    found = many.documents(), told(done.report)
    many.out.rename(many.folder / "first")
    return found


@pytest.mark.parametrize("jobs", [2, 4])
def test_processes(many: Project, expected: tuple[dict[str, bytes], Any], jobs: int) -> None:
    done = many.run(jobs=jobs)
    assert (many.documents(), told(done.report)) == expected
    assert set(many.run(jobs=jobs).statuses) == {"u", "f"}


def test_processes_that_are_spawned(
    many: Project, expected: tuple[dict[str, bytes], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pools, "_FEWEST", 1)
    monkeypatch.setattr(processes, "worth_starting", lambda: 1)
    monkeypatch.setattr(processes, "_context", lambda: multiprocessing.get_context("spawn"))
    done = many.run(jobs=2)
    assert (many.documents(), told(done.report)) == expected


@pytest.mark.parametrize(
    "make",
    [
        lambda: ThreadPoolExecutor(1),
        lambda: ThreadPoolExecutor(4),
        lambda: ProcessPoolExecutor(2),
        lambda: ProcessPoolExecutor(2, multiprocessing.get_context("spawn")),
        lambda: ProcessPoolExecutor(2, multiprocessing.get_context("forkserver")),
    ],
    ids=["thread", "threads", "processes", "spawned", "forkserver"],
)
def test_executors(many: Project, expected: tuple[dict[str, bytes], Any], make: Any) -> None:
    with make() as executor:
        done = many.run(executor=executor)
        assert (many.documents(), told(done.report)) == expected
        assert executor.submit(os.getpid).result()  # it was not ours to shut down


def test_an_executor_that_was_shut_down(project: Project) -> None:
    executor = ThreadPoolExecutor(1)
    executor.shutdown()
    with pytest.raises(SpeechgenError) as caught:
        project.run(executor=executor)
    assert [found.code for found in caught.value.diagnostics] == ["E762"]
    check_report(read_report(project.out), project.out)
    assert project.run().statuses == "bbb"


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("after", [1, 25, 200])
def test_leaving_early(many: Project, jobs: int, after: int) -> None:
    batch = many.batch(jobs=jobs)
    met = [result for result, _ in zip(batch, range(after), strict=False)]
    report = read_report(many.out)
    check_report(report, many.out)
    assert report["interrupted"]
    assert report["totals"]["rows"] == MANY
    assert report["totals"]["pending"] > 0
    assert [row["status"] for row in report["rows"]][:after] == [r.status.value for r in met]
    named = {row["name"] for row in report["rows"] if row["status"] == "built"}
    assert set(many.documents()) == named  # no document that nobody tells of
    assert not batch.clean
    done = many.run(jobs=jobs)
    assert done.statuses.count("u") == len(named)
    assert "pending" not in done.totals


def test_an_error_of_the_program_that_iterates(many: Project) -> None:
    def consume(batch: Batch) -> None:
        for number, _ in enumerate(batch):
            if number == 3:
                raise KeyError("the program's own")

    with pytest.raises(KeyError):
        consume(many.batch())
    assert many.run().statuses.count("u") >= 4  # and nothing keeps the folder busy


class Nasty:
    """A value that a program gave, and that raises what nobody expects when it is printed."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def __str__(self) -> str:
        raise self.error

    __repr__ = __html__ = __str__


class Deadly:
    """A value that takes the process with it."""

    def __str__(self) -> str:
        return str(os._exit(9))

    __repr__ = __html__ = __str__


def job_of(project: Project) -> Job:
    project.write("plain.yaml", "vars: {place: '', code: ''}\nopening: 今天到{{ place }}。\n")
    speech = open_speech(project.folder / "plain.yaml", None, Report())
    project.out.mkdir()
    (project.out / ".speechgen").mkdir()
    return Job(speech, Given({}, {}), "docx", Folder(project.out), None, ())


def tasks(nasty: dict[int, Any], count: int = 7) -> list[Task]:
    return [
        Task(Row(n, n + 1, {"place": nasty.get(n, f"第{n}县")}), f"{n}.docx")
        for n in range(1, count + 1)
    ]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (AttributeError("x"), "E204"),
        (AssertionError("x"), "E204"),
        (MemoryError(), "E205"),
        (RecursionError("x"), "E205"),
        (ZeroDivisionError("x"), "E204"),
        (OSError(5, "x"), "E204"),
        (UnicodeError("x"), "E204"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else "",
)
def test_a_row_that_raises_stops_no_other(project: Project, error: Exception, code: str) -> None:
    worker = Worker(job_of(project))
    done = worker.work(tasks({4: Nasty(error)}))
    statuses = [outcome.result.status for outcome in done]
    assert statuses == [Status.BUILT] * 3 + [Status.FAILED] + [Status.BUILT] * 3
    (found,) = done[3].result.diagnostics
    assert found.code in (code, "E900", "E205", "E204")
    assert len(list(project.out.glob("*.docx"))) == 6


def test_a_row_that_kills_its_process_stops_no_other(project: Project) -> None:
    pool = Processes(job_of(project), 2)
    try:
        for first in (1, 8, 15):
            chunk = tasks({11: Deadly()}, first + 6)[first - 1 :]
            pool.send(chunk)
        done = [outcome.result for _ in range(3) for outcome in pool.receive()]
    finally:
        pool.close()
    assert [result.row for result in done] == list(range(1, 22))
    (failed,) = [result for result in done if result.status is not Status.BUILT]
    assert failed.row == 11
    assert [(found.code, str(found.hint)) for found in failed.diagnostics] == [
        ("E763", "it may need more memory than there is; build it alone: --rows 11")
    ]
    assert len(list(project.out.glob("*.docx"))) == 20


def test_a_job_for_another_version_is_refused(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = pickle.dumps(travelling(job_of(project)))
    assert pickle.loads(data).speech.render({"place": "云溪县"})
    monkeypatch.setattr(parcel, "__version__", "9.9.9")
    with pytest.raises(SpeechgenError) as caught:
        pickle.load(io.BytesIO(data))
    assert [found.code for found in caught.value.diagnostics] == ["E765"]


class Slow(Executor):
    """An executor of somebody else: it runs what it is given when the result is asked for."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Any:  # its own form
        from concurrent.futures import Future

        class Late(Future):  # type: ignore[type-arg]
            def result(self, timeout: float | None = None) -> Any:
                return fn(*args)

        return Late()


def test_any_executor(many: Project, expected: tuple[dict[str, bytes], Any]) -> None:
    done = many.run(executor=Slow())
    assert (many.documents(), told(done.report)) == expected


def test_results_come_as_they_are_made(many: Project) -> None:
    results: Iterator[Any] = iter(many.batch())
    first = next(results)
    assert (many.out / first.name).exists()
    assert len(list(many.out.glob("*.docx"))) < MANY
    results.close()  # type: ignore[attr-defined]


def test_the_folder_may_be_relative(many: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(many.folder)
    done = many.run(output="out", jobs=2)
    assert done.report["output"] == "out"
    assert len(list(Path("out").glob("*.docx"))) == done.totals["built"]
