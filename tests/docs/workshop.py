"""A folder in which the commands and samples of a page can be run."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

from speechgen.building import open_speech
from speechgen.source.diagnostic import Report
from speechgen.text.plain import write_text
from speechgen.word.write import docx_bytes

from .pages import ROOT, Fenced, fenced

_SPEECH = """
title: 在{{ place }}河道整治会上的讲话
vars: {place: 云溪县, leader: 贺秋原}
opening: 请{{ leader }}同志讲话。
"""
_TIME = re.compile(r"\d+\.\d(?= (?:s|秒) )")
_FILES = {
    "speech.yaml": _SPEECH,
    "old.txt": "在云溪县春耕会上的讲话\n同志们：\n一、快种\n不误时。\n第1页\n二、快管\n早施肥\n",
    "old/a.txt": "不误农时。\n",
    "old/b.txt": "不误民心。\n",
    "other.yaml": "opening: 另一篇。\n",
    "county.yaml": "place: 青岚县\n",
    "青岚县.yaml": "地名: 青岚县\n",
    "faulty.yaml": "vars: {leader: 贺秋原}\nopening: |\n  请{{ leeder }}同志讲话。\n",
}


def furnish(folder: Path, page: str) -> None:
    """Put into a folder what the commands of a page take for granted."""
    for name, text in _FILES.items():
        if not (page.startswith("README") and name == "speech.yaml"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, "utf-8")
    (folder / "out").mkdir()
    for name in ("templates", "outlines"):
        shutil.copytree(ROOT / name, folder / name)
    hello = next(block for block in fenced("README.md") if block.info == ("yaml",))
    (folder / "hello.yaml").write_text(hello.text, "utf-8")


def run(line: str, folder: Path, page: str) -> tuple[int, str]:
    """Run a command line as the page's reader would; its exit code and all that it prints."""
    words = shlex.split(line)
    if words[0] == "speechgen":
        words = [sys.executable, "-m", *words]
    locale = "zh_CN.UTF-8" if "zh-CN" in page else "C.UTF-8"
    its_own = {"SPEECHGEN_LANG": "", "LANGUAGE": "", "LC_ALL": locale, "PYTHONUTF8": "1"}
    done = subprocess.run(
        words,
        cwd=folder,
        env={**os.environ, **its_own},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout


def commands(block: Fenced) -> list[tuple[str, str]]:
    """The command lines of a block, each with what it is said to print."""
    if block.info[0] == "bash":
        return [(line, "…\n") for line in block.text.splitlines() if line]
    found = re.split(r"^\$ ", block.text, flags=re.M)[1:]
    return [(part.partition("\n")[0], part.partition("\n")[2]) for part in found]


def agrees(told: str, printed: str) -> bool:
    """Whether a command prints what the page says.

    A line that is … stands for any lines, a time for any time, and (…) for any commit: they are
    others in each run.
    """
    pattern = "".join("(?:.*\n)*" if line == "…" else _line(line) for line in told.splitlines())
    return re.fullmatch(pattern, printed) is not None


def _line(told: str) -> str:
    pattern = r"\d+\.\d".join(map(re.escape, _TIME.split(told)))
    return pattern.replace(r"\(…\)", r"\([0-9a-f]{12}\)") + "\n"  # a commit


def whole(block: Fenced) -> str:
    """The outline that a sample is, or is a part of."""
    kind = block.info[1] if len(block.info) > 1 else "whole"
    if kind == "body":
        lines = block.text.splitlines(keepends=True)
        return "sections:\n- heading: 试\n  body:\n" + "".join("  " + line for line in lines)
    return block.text


def printed(block: Fenced, folder: Path) -> list[str]:
    """Build a sample, and give the lines that it prints, without indents."""
    path = folder / "sample.yaml"
    path.write_text(whole(block), "utf-8")
    report = Report()
    speech = open_speech(path, None, report)
    document = speech.render({})
    assert docx_bytes(document, speech.layout)
    assert not report.diagnostics, report.diagnostics
    text = write_text(document, speech.layout)
    lines = [line.replace("\u3000", "") for line in text.splitlines()]
    return [line for line in lines if line][1 if "body" in block.info else 0 :]
