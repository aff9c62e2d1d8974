"""Running a case: in this process, or as a command of its own under limits."""

import json
import os
import resource
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from speechgen import build
from speechgen.batch.result import diagnostic_of
from speechgen.batch.rows.open import open_table
from speechgen.cli.show import render
from speechgen.library.library import shipped_library
from speechgen.source.diagnostic import Diagnostic, Report, SpeechgenError

from .case import OUTLINE, Case

ROOT = Path(__file__).parents[2]
SECONDS = 20  # that a command may take; what it says must come long before
MEMORY = 1_500_000_000  # bytes
NO_MOUNT = 77  # the exit code where nothing may be mounted


def build_case(keys: dict[str, Any]) -> list[Diagnostic]:
    """Everything found wrong, in order, by ``build`` in the current folder."""
    if "table" in keys:
        return read_table(keys)
    options = dict(keys.get("build", {}))
    if "force" in options:
        options["force"] = options["force"] == "true"
    report = Report()
    found: tuple[Diagnostic, ...] = ()
    outline, output = options.pop("outline", OUTLINE), options.pop("output", None)
    if "edited" in keys:
        edit(build(outline), *keys["edited"])
    try:
        build(outline, output, report=report, **options)
    except SpeechgenError as error:
        found = error.diagnostics
    told = dict.fromkeys([*report.warnings(), *found])
    return list(SpeechgenError(told).diagnostics)


def read_table(keys: dict[str, Any]) -> list[Diagnostic]:
    """Everything found wrong by whoever opens a table and reads it to its end."""
    report = Report()
    try:
        table = open_table(keys["table"], report, sheet=keys.get("sheet"), query=keys.get("query"))
    except SpeechgenError as error:
        report.take(error)
    else:
        report.diagnostics += [fault for row in table.rows() for fault in row.faults]
    return list(SpeechgenError(dict.fromkeys(report.diagnostics)).diagnostics)


def edit(document: Path, old: str, new: str) -> None:
    """What somebody does in Word: one text for another."""
    with ZipFile(document) as source:
        parts = {info: source.read(info) for info in source.infolist()}
    with ZipFile(document, "w") as target:
        for info, data in parts.items():
            target.writestr(info, data.replace(old.encode(), new.encode()))


def printed(found: list[Diagnostic], folder: Path) -> str:
    """Diagnostics as they are printed."""
    return shown("".join(f"{render(diagnostic)}\n" for diagnostic in found), folder)


def shown(text: str, folder: Path) -> str:
    """A text with the folders of this machine left out."""
    text = text.replace(f"{shipped_library()}/", "SHIPPED/")
    text = text.replace(f"{folder.resolve()}/", "").replace(f"{folder}/", "")
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


def change(file: Path, old: str, new: str) -> None:
    """What somebody writes for what in a file, be it a document."""
    if file.suffix == ".docx":
        edit(file, old, new)
    else:
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")


def run_command(case: Case, folder: Path, arguments: str = "") -> subprocess.CompletedProcess[str]:
    """``python -m speechgen`` with the arguments of the case, or others."""
    words = shlex.split(arguments or case.keys["arguments"])
    command = [sys.executable, "-m", "speechgen", *words]
    return run_limited(_before(case) + command, folder)


def told_in_report(folder: Path) -> str:
    """What the report of a batch says of its rows, as it is printed."""
    reports = sorted(folder.glob("**/report.json"))
    rows = [row for file in reports for row in json.loads(file.read_text("utf-8"))["rows"]]
    found = [diagnostic_of(one) for row in rows for one in row["diagnostics"]]
    return "".join(f"{render(one)}\n" for one in found)


def run_script(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Commands as a reader types them, in a shell of their own, obeying permissions."""
    here = f"{shlex.quote(sys.executable)} -m speechgen"
    command = ["sh", "-c", f'speechgen() {{ {here} "$@"; }}\n{script}']
    return run_limited(_obeying() + command, folder)


def run_limited(
    command: list[str], folder: Path, seconds: int = SECONDS
) -> subprocess.CompletedProcess[str]:
    """A command in a folder, in English, with little memory, and with so much time."""
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "SPEECHGEN_LANG": "en",
        "SPEECHGEN_CACHE": str(folder / ".cache"),
        "COLUMNS": "100",
    }
    return subprocess.run(
        command,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=seconds,
        preexec_fn=_limit,
        check=False,
    )


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _before(case: Case) -> list[str]:
    """What runs the command with the rights and the mounted folders of the case."""
    if "mount" in case.keys:
        mounts = "".join(
            f"mount -t tmpfs -o {options} tmpfs {name} || exit {NO_MOUNT}; "
            for name, options in case.keys["mount"].items()
        )
        return ["unshare", "--mount", "sh", "-c", f'{mounts}exec "$@"', "sh"]
    return _obeying() if "modes" in case.keys else []


def _obeying() -> list[str]:
    """What makes even root obey permissions."""
    if os.geteuid() != 0:
        return []
    if not shutil.which("setpriv"):
        pytest.skip("needs setpriv, or a user that is not root")
    return ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]
