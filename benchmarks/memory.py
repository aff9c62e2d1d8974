"""The peak memory of one way, in a process of its own.

``python memory.py WAY FOLDER DOCUMENTS`` prints megabytes.
"""

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import ways
from counties import county


def peak(way: type, folder: Path, documents: int) -> float:
    """Megabytes that a process needs at most that writes so many documents in that way."""
    command = [sys.executable, __file__, way.__name__, str(folder), str(documents)]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def _highest() -> float:
    """Megabytes. Linux counts the parent's peak into ``ru_maxrss``, so it is not asked there."""
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / 2**20 if sys.platform == "darwin" else used / 1024


def main() -> None:
    name, folder, documents = sys.argv[1:]
    way = getattr(ways, name)(Path(folder))
    with tempfile.TemporaryDirectory() as output:
        for row in range(int(documents)):
            way.write(county(row), Path(output, f"{row}.docx"))
    print(_highest())


if __name__ == "__main__":
    main()
