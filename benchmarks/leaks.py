"""What the leak check costs: microseconds a document, and memory for many rows.

``python benchmarks/leaks.py [--rows N] [--short]``. The documents are those of ``batch.py``; the
identity values are as many as N rows of three columns have.
"""

import argparse
import pickle
import resource
import time
from collections.abc import Callable
from random import Random

import made
from counties import county

from speechgen.batch.leaks.check import LeakCheck
from speechgen.batch.leaks.identities import Gathering, Identities
from speechgen.batch.likeness import makeup, wording
from speechgen.outline.load import read_outline
from speechgen.speech import compile_speech

_DOCUMENTS = 300
_HANZI = [chr(code) for code in Random(1).sample(range(0x4E00, 0x9FA5), 3000)]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--short", action="store_true", help="a few seconds in all, for CI")
    options = parser.parse_args()
    speech = compile_speech(read_outline(made.outline(), "outline.yaml"))
    rows = [county(number) | person(number) for number in range(_DOCUMENTS)]
    documents = [speech.render(row) for row in rows]
    before = _memory()
    identities = _gather(3_000 if options.short else options.rows)
    gathered, started = _memory(), time.process_time()
    check = LeakCheck(identities, speech.outline, speech.library)
    seconds = time.process_time() - started
    size = len(pickle.dumps(identities)) / 1e6
    print(f"{len(identities.columns):,} values: {gathered - before:.0f} MB at most to gather,")
    print(
        f"{size:.1f} MB to send, {seconds:.2f} s and {_memory() - before:.0f} MB at most to build"
    )
    tasks: dict[str, Callable[[int], object]] = {
        "render": lambda n: speech.render(rows[n]),
        "leaks": lambda n: check.check(documents[n], n + 1, rows[n]),
        "wording": lambda n: wording(documents[n], {rows[n]["place"], rows[n]["leader"]}),
        "makeup": lambda n: makeup(documents[n]),
    }
    for name, task in tasks.items():
        print(f"{name:8}{_microseconds(task):7.1f} µs a document")


def person(number: int) -> dict[str, str]:
    """Names that a village's row would have."""
    random = Random(number)

    def word(length: int) -> str:
        return "".join(_HANZI[int(len(_HANZI) * random.random() ** 2)] for _ in range(length))

    return {"place": word(3) + "村", "leader": _HANZI[number % 97] + word(2), "head": word(3)}


def _gather(rows: int) -> Identities:
    gathering = Gathering(["place", "leader", "head"])
    for number in range(1, rows + 1):
        gathering.add(number, person(number - 1))
    return gathering.done()


def _memory() -> float:
    """The most memory that was in use so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _microseconds(task: Callable[[int], object]) -> float:
    best = float("inf")
    for _ in range(7):
        started = time.process_time()
        for number in range(_DOCUMENTS):
            task(number)
        best = min(best, time.process_time() - started)
    return best / _DOCUMENTS * 1e6


if __name__ == "__main__":
    main()
