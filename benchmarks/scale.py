"""speechgen alone: is time linear in length, and what do many shapes (``when``) cost?"""

import gc
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any, NamedTuple

import made
from counties import ROWS, county

from speechgen.document.tree import Document
from speechgen.outline.load import load_outline
from speechgen.speech import compile_speech
from speechgen.word.write import docx_bytes, write_docx

_names = count()


class Measured(NamedTuple):
    """One speech: its length, how many shapes its variants had, and milliseconds."""

    characters: int
    shapes: int
    load: float
    compile: float
    first: float  # the first document of a shape
    hot: float  # every other
    least: float  # of the hot ones
    kept: float  # megabytes that the process grew by: the compiled speech and its shapes

    def thousand(self, milliseconds: float) -> float:
        """Milliseconds per 1,000 characters."""
        return milliseconds / self.characters * 1000


class _Case:
    """A speech of one length, its variants in turn through so many shapes."""

    def __init__(self, characters: int, shapes: int, folder: Path) -> None:
        before = _resident()
        self._folder, self._shapes = folder, shapes
        path = folder / f"scale-{next(_names)}.yaml"
        path.write_text(made.outline(characters, flagged=True), "utf-8")
        self._load, outline = _timed(lambda: load_outline(path))
        self._compile, self._speech = _timed(lambda: compile_speech(outline))
        _warm(folder, self._speech.layout)
        self._first = [self.write(row) for row in range(shapes)]
        self._hot: list[float] = []
        self._kept = _resident() - before

    def write(self, row: int) -> float:
        """Milliseconds of one document, rendered and written."""
        values = county(row % ROWS) | _flags(row % self._shapes)
        target = self._folder / f"scale-{next(_names)}.docx"
        speech = self._speech
        took, _ = _timed(lambda: write_docx(speech.render(values), target, speech.layout))
        target.unlink()
        return took

    def again(self, row: int) -> None:
        """One more document of a shape that was seen before."""
        self._hot.append(self.write(row))

    def measured(self) -> Measured:
        """The figures."""
        first, hot, least = median(self._first), median(self._hot), min(self._hot)
        length = _length(self._speech.render(county(0)))
        return Measured(
            length, self._shapes, self._load, self._compile, first, hot, least, self._kept
        )


def measure(lengths: list[int], shapes: int, folder: Path, seconds: float) -> list[Measured]:
    """Speeches of these lengths, written by turns; those above 100,000 characters less often."""
    gc.collect()
    cases = [_Case(characters, shapes, folder) for characters in lengths]
    end = perf_counter() + seconds
    for row in count(shapes):
        for characters, case in zip(lengths, cases, strict=True):
            if characters <= 100_000 or row % 10 == 0 or row < shapes + 3:
                case.again(row)
        if row >= shapes + 2 and perf_counter() > end:
            return [case.measured() for case in cases]
    raise AssertionError


def _warm(folder: Path, layout: Any) -> None:
    """Make the skeleton, which belongs to no speech."""
    path = folder / "tiny.yaml"
    path.write_text("title: 一\nopening: 二\n", "utf-8")
    docx_bytes(compile_speech(load_outline(path)).render({}), layout)


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    begun = perf_counter()
    result = work()
    return (perf_counter() - begun) * 1000, result


def _resident() -> float:
    """Megabytes of this process in memory; 0 where the system does not tell."""
    status = Path("/proc/self/statm")
    return int(status.read_text().split()[1]) * 4096 / 2**20 if status.exists() else 0.0


def _flags(shape: int) -> dict[str, str]:
    return {f"w{bit}": str(shape >> bit & 1 ^ 1) for bit in range(made.FLAGS)}


def _length(document: Document) -> int:
    return sum(map(len, _texts(document)))


def _texts(document: Document) -> Iterator[str]:
    for block in document.filled().form.blocks:
        yield from (run.text for run in block.runs)
