"""All ways by turns, so that noise hits all alike; after a check that they write the same text.

No document is removed before the end: see :mod:`batch_whole`.
"""

from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

import memory
from counties import ROWS, county
from prepare import text_of
from table import show
from ways import WAYS

_COUNTIES = [county(row) for row in range(ROWS)]
_ROUND = 0.05  # seconds of each way in a round


def measure_ways(folder: Path, seconds: float, documents: int) -> list[dict[str, Any]]:
    """Every way's figures, after a check that all write the same text."""
    ways = [way(folder) for way in WAYS]
    names = (folder / f"{number}.docx" for number in count())  # fresh names, one folder
    sizes = _check(ways, folder)
    rows = count()
    batches = [_batch_size(way, names) for way in ways]
    times: list[list[float]] = [[] for _ in ways]
    used: list[list[float]] = [[] for _ in ways]
    end = perf_counter() + seconds
    while perf_counter() < end or len(times[0]) < 5:
        for way, size, found, cpu in zip(ways, batches, times, used, strict=True):
            work = [(_COUNTIES[next(rows) % ROWS], next(names)) for _ in range(size)]
            begun, begun_cpu = perf_counter(), process_time()
            for values, path in work:
                way.write(values, path)
            found.append((perf_counter() - begun) / size * 1000)
            cpu.append((process_time() - begun_cpu) / size * 1000)
    ours = median(times[0])
    table = [
        {
            "way": way.name,
            "ms": median(found),
            "CPU ms": median(cpu),
            "least ms": min(found),
            "documents/s": 1000 / median(found),
            "× speechgen": median(found) / ours,
            "peak MB": memory.peak(type(way), folder, documents),
            "kB": size / 1000,
        }
        for way, found, cpu, size in zip(ways, times, used, sizes, strict=True)
    ]
    title = (
        f"each document, medians of {len(times[0])} rounds; peak memory over {documents} documents"
    )
    show(title, list(table[0]), [list(row.values()) for row in table])
    return table


def _check(ways: list[Any], folder: Path) -> list[int]:
    """All ways write the same text, for several counties; the sizes of the files."""
    for row in (0, 1, 1234):
        paths = [folder / f"check-{row}-{number}.docx" for number in range(len(ways))]
        for way, path in zip(ways, paths, strict=True):
            way.write(_COUNTIES[row], path)
        texts = [text_of(path) for path in paths]
        if any(text != texts[0] for text in texts):
            raise SystemExit("the ways do not write the same text")
    print("all ways write the same text")
    return [path.stat().st_size for path in paths]


def _batch_size(way: Any, names: Any) -> int:
    """How many documents of a way fill a round; warms it up on the way."""
    begun = perf_counter()
    for row in range(5):
        path = next(names)
        way.write(_COUNTIES[row], path)
        path.unlink()
    return max(2, round(_ROUND / (perf_counter() - begun) * 5))
