"""What is said while a batch runs, and when it has ended."""

import os
import subprocess
import sys
from itertools import cycle, islice, pairwise
from pathlib import Path
from time import perf_counter, sleep

import pytest

from speechgen.batch.report.run import Totals
from speechgen.cli import progress as module
from speechgen.cli.progress import progress
from speechgen.cli.summary import MOST_LISTED, summary
from speechgen.source.messages import set_language

from . import hostile, invented

RESULTS = [entry.result for entry in invented.entries(200)]
ROOT = Path(__file__).parents[3]
RUN = """
import sys, time
from speechgen.cli.progress import progress
from tests.batch.report import invented
some = [entry.result for entry in invented.entries(200)]
assert "rich" not in sys.modules
with progress(200, quiet=sys.argv[1] == "quiet") as tick:
    for result in some:
        tick(result)
        time.sleep(0.004)
print("rich" in sys.modules)
"""


@pytest.mark.parametrize(("quiet", "said"), [(False, True), (True, False)])
def test_a_short_run_says_one_line(quiet, said, capsys) -> None:
    with progress(200, quiet) as tick:
        for result in RESULTS:
            tick(result)
    out, err = capsys.readouterr()
    assert out == ""
    if said:
        (line,) = err.splitlines()
        assert line.startswith("200/200 (100%) · ")
        assert line.endswith(" a second · 2 failed · 5 with leaks")
    else:
        assert err == ""


def test_nothing_is_said_of_nothing(capsys) -> None:
    with progress(0):
        pass
    assert capsys.readouterr().err == ""


def test_a_long_run_says_something_new_now_and_then(capsys, monkeypatch) -> None:
    monkeypatch.setattr(module, "_LINE_EVERY", 0.05)
    with progress(200) as tick:
        for result in RESULTS:
            tick(result)
            sleep(0.003)
    lines = capsys.readouterr().err.splitlines()
    done = [int(line.partition("/")[0]) for line in lines]
    assert 3 <= len(done) <= 11
    assert all(after - before >= 20 for before, after in pairwise(done[:-1]))
    assert done[-1] == 200
    assert all(" left" in line for line in lines[:-1])
    assert " left" not in lines[-1]


def test_a_run_that_breaks_off_says_how_far_it_came(capsys) -> None:
    with pytest.raises(KeyboardInterrupt), progress(200) as tick:
        for result in RESULTS[:150]:
            tick(result)
        raise KeyboardInterrupt
    assert capsys.readouterr().err.startswith("150/200 (75%)")


def test_it_costs_next_to_nothing() -> None:
    """The bound is ten microseconds a row; here it is one or two."""
    results = list(islice(cycle(RESULTS), 20_000))
    best = 1.0
    for _ in range(5):
        with progress(10**9, quiet=True) as tick:
            begun = perf_counter()
            for result in results:
                tick(result)
            best = min(best, (perf_counter() - begun) / len(results))
    assert best < 10e-6


def _run(*arguments: str, terminal: bool, **environment: str) -> str:
    """What a run of two hundred rows says on standard error, and whether it imported rich."""
    import pty

    kept = {**os.environ, "SPEECHGEN_LANG": "en", "TERM": "xterm", "COLUMNS": "100", **environment}
    ours, theirs = pty.openpty() if terminal else os.pipe()
    run = subprocess.Popen(
        [sys.executable, "-c", RUN, *arguments],
        cwd=ROOT,
        env=kept,
        stdout=subprocess.PIPE,
        stderr=theirs,
    )
    os.close(theirs)
    said = b""
    while data := _read(ours):
        said += data
    os.close(ours)
    assert run.stdout
    told = run.stdout.read().decode().strip()
    assert run.wait() == 0
    return f"{said.decode(kept.get('PYTHONIOENCODING', 'utf-8'))}|{told}"


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65_536)
    except OSError:  # the other end of a terminal was closed
        return b""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such terminals")
@pytest.mark.parametrize(
    ("encoding", "sign"), [("utf-8", "━"), ("gbk", "-")], ids=["unicode", "gbk"]
)
def test_a_terminal_shows_a_bar(encoding: str, sign: str) -> None:
    said = _run("loud", terminal=True, LC_ALL="C.UTF-8", PYTHONIOENCODING=encoding)
    assert said.endswith("|True")
    assert sign * 3 in said
    assert "200/200" in said
    assert "left" in said
    assert "2 failed" in said


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such terminals")
@pytest.mark.parametrize(
    ("argument", "terminal", "environment"),
    [
        ("quiet", True, {}),
        ("quiet", False, {}),
        ("loud", False, {}),
        ("loud", True, {"TERM": "dumb"}),
    ],
)
def test_nobody_else_waits_for_rich(argument, terminal, environment) -> None:
    said = _run(argument, terminal=terminal, **environment)
    assert said.endswith("|False")
    assert ("200/200" in said) == (argument == "loud")
    assert "\x1b" not in said


def _lines(rows: int = 2_844, **changed) -> list[str]:
    return summary(invented.run(rows).totals, 3.21, invented.entries(rows), **changed)


def test_the_summary() -> None:
    lines = _lines(150, report="out/report.html")
    leak = invented.entry(3).result
    assert lines == [
        "150 rows in 3.2 s · failed 2 · kept 1 · built 117 · unchanged 30 · leaks 6 · warnings 8",
        f"  row 17 {invented.entry(17).result.name}: outlines/county-variants.yaml:42:17: "
        "error[E203]: 'budget' is undefined",
        f"  row 148 {invented.entry(148).result.name}: outlines/county-variants.yaml:42:17: "
        "error[E203]: 'budget' is undefined",
        f"  row 3 {leak.name}: '{leak.leaks[0].text}' belongs to row 4 (place): "
        f"{leak.leaks[0].sentence} (outlines/county-variants.yaml:58:9)",
        f"  row 3 {leak.name}: '我市' is a word of another level: {leak.leaks[1].sentence} "
        "(outlines/county-variants.yaml:71:5)",
        *lines[5:9],
        "2 are there whose row has gone; --prune removes them",
        "report: out/report.html",
    ]


def test_the_summary_lists_the_first_and_counts_the_rest() -> None:
    lines = _lines()
    failed = [line for line in lines if "E203" in line]
    leaks = [line for line in lines if " belongs to " in line or " of another level" in line]
    assert (len(failed), len(leaks)) == (MOST_LISTED, MOST_LISTED)
    totals = invented.run(2_844).totals
    assert f"  … and {totals.failed - MOST_LISTED} more" in lines
    assert f"  … and {totals.leaks - MOST_LISTED} more" in lines


def test_the_summary_reads_no_further_than_it_must() -> None:
    seen = []
    totals = Totals(rows=3, failed=1, built=2)
    summary(totals, 1, (seen.append(e) or e for e in (invented.entry(n) for n in (17, 1, 2))))
    assert len(seen) == 1


def test_the_summary_of_a_run_that_was_stopped() -> None:
    lines = summary(Totals(rows=5, built=2, pending=3, gone=4, pruned=4), 0.5, interrupted=True)
    assert lines == [
        "stopped before the end; the next run goes on from there",
        "5 rows in 0.5 s · not reached 3 · built 2",
        "removed 4 whose row has gone",
    ]


def test_the_summary_moves_no_cursor() -> None:
    lines = summary(hostile.run().totals, 1, hostile.entries())
    assert len(lines) == 1 + 10 + MOST_LISTED + 1
    assert all(line.isprintable() for line in lines)


def test_the_summary_in_chinese() -> None:
    set_language("zh")
    lines = _lines(150)
    assert lines[0] == (
        "共 150 行，用时 3.2 秒 · 失败 2 · 保留 1 · 已生成 117 · 未变 30 · 串县 6 处 · 警告 8 条"
    )
    assert lines[3].startswith("  第 3 行 ")
