"""What a command imports: how many modules, and which packages cost most."""

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from typing import NamedTuple

_LINE = re.compile(r"import time:\s+(\d+) \|\s+(\d+) \|\s+(\S+)")


class Imports(NamedTuple):
    """Modules imported beyond a bare interpreter, and milliseconds of the dearest packages."""

    modules: int
    dearest: list[tuple[str, float]]


def imports(arguments: Callable[[], list[str]], environment: Mapping[str, str]) -> Imports:
    """Run ``python -X importtime`` with the arguments; the least of five runs of each module."""
    runs = [_self_times(arguments(), environment) for _ in range(5)]
    bare = _self_times(["-c", "pass"], environment)
    least = {name: min(run.get(name, 0) for run in runs) for name in runs[0] if name not in bare}
    packages: Counter[str] = Counter()
    for name, microseconds in least.items():
        packages[name.split(".")[0]] += microseconds
    return Imports(len(least), [(name, us / 1000) for name, us in packages.most_common(10)])


def _self_times(arguments: list[str], environment: Mapping[str, str]) -> dict[str, int]:
    command = [sys.executable, "-X", "importtime", *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    found: dict[str, int] = {}
    for own, _, name in _LINE.findall(done.stderr):
        found[name] = int(own)
    return found
