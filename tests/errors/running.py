"""Running a case: in this process, or as a command of its own under limits."""

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from speechgen import build
from speechgen.cli.show import render
from speechgen.library.library import shipped_library
from speechgen.source.diagnostic import Diagnostic, Report, SpeechgenError

from .case import OUTLINE, Case

ROOT = Path(__file__).parents[2]
SECONDS = 20  # that a command may take; what it says must come long before
MEMORY = 1_500_000_000  # bytes
NOBODY = 65534


def build_case(keys: dict[str, Any]) -> list[Diagnostic]:
    """Everything found wrong, in order, by ``build`` in the current folder."""
    options = dict(keys.get("build", {}))
    if "force" in options:
        options["force"] = options["force"] == "true"
    report = Report()
    found: tuple[Diagnostic, ...] = ()
    try:
        build(options.pop("outline", OUTLINE), options.pop("output", None), report=report, **options)
    except SpeechgenError as error:
        found = error.diagnostics
    told = dict.fromkeys([*report.warnings(), *found])
    return list(SpeechgenError(told).diagnostics)


def printed(found: list[Diagnostic], folder: Path) -> str:
    """Diagnostics as they are printed."""
    return shown("".join(f"{render(diagnostic)}\n" for diagnostic in found), folder)


def shown(text: str, folder: Path) -> str:
    """A text with the folders of this machine left out."""
    text = text.replace(f"{shipped_library()}/", "SHIPPED/")
    text = text.replace(f"{folder.resolve()}/", "").replace(f"{folder}/", "")
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


def run_command(case: Case, folder: Path) -> subprocess.CompletedProcess[str]:
    """``python -m speechgen`` with the arguments of the case."""
    command = [sys.executable, "-m", "speechgen", *case.keys["arguments"].splitlines()]
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "SPEECHGEN_LANG": "en",
        "SPEECHGEN_CACHE": str(folder / ".cache"),
        "COLUMNS": "100",
    }
    as_nobody: dict[str, Any] = {}
    if "modes" in case.keys and os.geteuid() == 0:  # root may do anything
        as_nobody = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    return subprocess.run(
        _mounting(case) + command,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=SECONDS,
        preexec_fn=_limit,  # noqa: PLW1509 - no threads here
        **as_nobody,
    )


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _mounting(case: Case) -> list[str]:
    """What mounts the folders of the case where only the command sees them."""
    mounts = case.keys.get("mount", {})
    if not mounts:
        return []
    if not shutil.which("unshare") or os.geteuid() != 0:
        pytest.skip("needs the right to mount")
    script = "".join(f"mount -t tmpfs -o {options} tmpfs {name} || exit 77; " for name, options in mounts.items())
    return ["unshare", "--mount", "sh", "-c", f'{script}exec "$@"', "sh"]
