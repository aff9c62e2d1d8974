"""Whole processes, timed: by the clock and by the processor's time."""

import resource
import subprocess
from collections.abc import Mapping, Sequence
from statistics import median
from time import perf_counter
from typing import NamedTuple


class Took(NamedTuple):
    """Milliseconds of a process; the processor's own are less disturbed by what else runs."""

    clock: float
    processor: float


def run(arguments: Sequence[str], environment: Mapping[str, str]) -> Took:
    """Run a command to its end; raises if it fails."""
    before, begun = _used(), perf_counter()
    subprocess.run(arguments, env=environment, check=True, capture_output=True)
    clock = perf_counter() - begun
    return Took(clock * 1000, (_used() - before) * 1000)


def _used() -> float:
    """Seconds of the processor that all finished children took."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


HEAD = ("ms", "least ms", "CPU ms", "least CPU ms")


def summary(runs: list[Took]) -> tuple[float, float, float, float]:
    """Median and least, under :data:`HEAD`."""
    clock, processor = zip(*runs, strict=True)
    return median(clock), min(clock), median(processor), min(processor)
