"""Two local processes, and a Dask cluster of two workers on loopback, at the same batch.

``python benchmarks/batch_places.py [--short]``. Each way runs two sizes by turns; the difference of
the two tells what a document costs once everything is started, the rest what starting costs.
"""

import argparse
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from statistics import median
from time import perf_counter

import made
from counties import write_rows
from files import OUTLINE
from table import Goal, show


def main() -> None:
    """Measure, and print a table and the goal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="a few seconds in all, for CI")
    short = parser.parse_args().short
    sizes, rounds = ((400, 1_200), 1) if short else ((400, 2_800), 5)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["SPEECHGEN_CACHE"] = str(folder / "cache")
        (folder / OUTLINE).write_text(made.outline(made.CHARACTERS), "utf-8")
        for size in sizes:
            write_rows(folder / f"{size}.csv", size)
        with _cluster(folder) as address:
            ways = {
                "one process": ["-j", "1"],
                "two processes": ["-j", "2"],
                "Dask, two workers": ["--scheduler", address],
            }
            found = _measure(folder, ways, sizes, rounds)
    rows = [(way, *_figures(sizes, times)) for way, times in found.items()]
    show(f"batches of {sizes[0]} and {sizes[1]} documents", ["", "ms", "start ms", "s"], rows)
    each = {way: ms for way, ms, _, _ in rows}
    local, dask = each["two processes"], each["Dask, two workers"]
    print(f"\nDask costs {dask - local:.2f} ms a document more than two processes")
    print(Goal("Dask's two workers reach of two processes", local / dask, 0.6, True))


def _figures(sizes: tuple[int, int], times: list[list[float]]) -> tuple[float, float, float]:
    """Milliseconds a document, milliseconds of starting, seconds of the larger batch."""
    few, many = (median(of_size) for of_size in zip(*times, strict=True))
    each = (many - few) / (sizes[1] - sizes[0])
    return each * 1000, (few - sizes[0] * each) * 1000, many


def _measure(
    folder: Path, ways: dict[str, list[str]], sizes: tuple[int, int], rounds: int
) -> dict[str, list[list[float]]]:
    """Seconds of each way for each size, round by round."""
    times: dict[str, list[list[float]]] = {way: [] for way in ways}
    for _ in range(rounds):
        for way, arguments in ways.items():
            times[way].append([_run(folder, size, arguments) for size in sizes])
    return times


def _run(folder: Path, size: int, arguments: list[str]) -> float:
    """Seconds of a batch as a command, into an empty folder."""
    output = folder / "out"
    command = [sys.executable, "-m", "speechgen", "batch", str(folder / OUTLINE)]
    options = ["-d", str(folder / f"{size}.csv"), "-o", str(output), "--no-leaks", "-q"]
    begun = perf_counter()
    subprocess.run([*command, *options, *arguments], check=True, stdout=subprocess.DEVNULL)
    took = perf_counter() - begun
    if (count := len(list(output.glob("*.docx")))) != size:
        raise SystemExit(f"{count} documents instead of {size}")
    rmtree(output)
    return took


@contextmanager
def _cluster(folder: Path) -> Iterator[str]:
    """A scheduler and two workers of one thread; the address."""
    from distributed import Client

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    address = f"tcp://127.0.0.1:{port}"
    one = ["--nthreads", "1", "--nworkers", "1", "--no-dashboard", "--no-nanny"]
    commands = [
        ["scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard"],
        *[["worker", address, *one]] * 2,
    ]
    running = [
        subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{name}", *arguments],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for name, *arguments in commands
    ]
    try:
        with Client(address, timeout=30, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
        yield address
    finally:
        for process in reversed(running):
            process.kill()
            process.wait()


if __name__ == "__main__":
    main()
