"""What a cold build in a warm cache does without: each of these takes milliseconds to load."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

OUTLINE = """\
title: 在云溪县安全生产工作推进会议暨年度总结大会上的讲话
date: "{{ day }}"
vars: {place: 云溪县, day: 2026年3月1日}
opening: |
  今天开会，**只讲一件事**：安全。
  下面，我讲{{ sections | count | cn }}点意见。
sections:
  - heading: 提高站位
    body: "{{ place }}要走在前面。"
  - heading: 压实责任
    body: [{problems: {items: [甲, 乙]}}, {points: [丙, 丁]}]
closing: 同志们，就讲这些：说到做到！
"""
SPARED = {
    *("markdown_it", "docx", "lxml", "dataclasses", "difflib"),
    *("speechgen.source.lines", "speechgen.source.repair", "speechgen.source.dashes"),
}
SPARED_BY_THE_COMMAND = SPARED | {"locale", "heapq"}  # of gettext; of difflib
MOST_PATTERNS = 30  # that the command compiles; of the 80 that it loads it needs 22
SPARED_BY_A_BATCH = SPARED | {
    *("multiprocessing", "concurrent.futures", "socket", "html", "ahocorasick_rs"),
    *("speechgen.batch.processes", "speechgen.batch.leaks.check"),
}

COMMAND = """\
import atexit, re._compiler as compiler, sys
compile, compiled = compiler.compile, []
compiler.compile = lambda *how: compiled.append(how) or compile(*how)
atexit.register(lambda: print("compiled", len(compiled), *sys.modules))
sys.argv = ["speechgen", "--lang", LANGUAGE, "build", "a.yaml", "-o", "b.docx"]
from speechgen.cli import main
main()
"""


def test_what_is_not_loaded(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(OUTLINE, encoding="utf-8")
    first, second = _modules(tmp_path), _modules(tmp_path)
    assert {"markdown_it", "docx", "lxml"} <= first
    assert not SPARED & second


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_the_command_does_not_load_nor_compile(tmp_path: Path, language: str) -> None:
    (tmp_path / "a.yaml").write_text(OUTLINE, encoding="utf-8")
    script = COMMAND.replace("LANGUAGE", repr(language))
    _printed(tmp_path, script)
    words = _printed(tmp_path, script)  # "wrote b.docx" first
    patterns, *modules = words[words.index("compiled") + 1 :]
    assert {"click", "yaml", "jinja2"} <= set(modules)
    assert not SPARED_BY_THE_COMMAND & set(modules)
    assert 0 < int(patterns) < MOST_PATTERNS


def test_what_a_batch_does_not_load_where_nothing_has_changed(tmp_path: Path) -> None:
    variants = "variants: {data: rows.csv, identity: [place]}\n"
    (tmp_path / "a.yaml").write_text(OUTLINE + variants, encoding="utf-8")
    (tmp_path / "rows.csv").write_text("place\n" + "云溪县\n" * 20, encoding="utf-8")
    script = "from speechgen.batch.run import Batch; list(Batch('a.yaml'))"
    first, second = _modules(tmp_path, script), _modules(tmp_path, script)
    assert "ahocorasick_rs" in first
    assert not SPARED_BY_A_BATCH & second


def test_what_the_command_does_not_load_where_no_file_has_changed(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(OUTLINE + "variants: {data: rows.csv}\n", encoding="utf-8")
    (tmp_path / "rows.csv").write_text("place\n" + "云溪县\n" * 20, encoding="utf-8")
    script = """
from speechgen.batch import seal
from speechgen.cli.main import main
seal._SETTLED = -10**10  # the files were written just now
try:
    main(["batch", "a.yaml", "-o", "out", "-q"])
except SystemExit as end:
    assert not end.code
True"""
    first, second = (_modules(tmp_path, f"\n{script}") for _ in range(2))
    rest = {"jinja2", "yaml", "csv", "speechgen.speech", "speechgen.batch.run"}
    assert rest <= first
    assert not (SPARED_BY_A_BATCH - {"difflib"} | rest) & second  # Click loads that one


def _modules(folder: Path, script: str = "import speechgen; speechgen.build('a.yaml')") -> set[str]:
    """What a new process has loaded after building."""
    return set(_printed(folder, f"import sys; {script}; print(*sys.modules)"))


def _printed(folder: Path, script: str) -> list[str]:
    """The words that a new process prints; the cache folder is beside the outline."""
    environment = os.environ | {"SPEECHGEN_CACHE": str(folder / "cache")}
    command = [sys.executable, "-c", script]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.split()
