"""Every sample of every page is built, every command line is run or parsed."""

import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import click
import pytest

from speechgen.cli.commands import Commands
from speechgen.cli.main import _group

from .pages import PAGES, Fenced, code, fenced, prose
from .workshop import agrees, commands, furnish, printed, run

KINDS = {
    ("yaml",),
    ("yaml", "fragment"),
    ("yaml", "body"),
    ("text", "printed"),
    ("jinja", "template"),
    ("python",),
    ("console",),
    ("console", "exit=1"),
    ("console", "exit=2"),
    ("json", "report"),  # tests/batch/report checks it
    ("bash",),
    (),  # drawings
}
ALL = [block for page in PAGES for block in fenced(page)]
LATER = {"lint", "pull", "preview", "stats"}
TOOLS = {"python3", "pip", "pytest", "ruff", "git", ".ci/run"}


def samples(*infos: tuple[str, ...]) -> list[Fenced]:
    return [block for block in ALL if block.info in infos]


def test_every_block_says_what_it_is() -> None:
    odd = [str(b) for b in ALL if b.info not in KINDS and not b.told("file")]
    assert odd == []


@pytest.mark.parametrize(
    "block", samples(("yaml",), ("yaml", "fragment"), ("yaml", "body")), ids=str
)
def test_a_sample_prints_what_stands_after_it(block: Fenced, tmp_path: Path) -> None:
    lines = printed(block, tmp_path)
    following = ALL[ALL.index(block) + 1]
    if following.page == block.page and following.info == ("text", "printed"):
        assert lines == following.text.splitlines()


def test_every_printed_text_has_its_sample() -> None:
    for before, block in pairwise(ALL):
        if block.info == ("text", "printed"):
            assert before.info[0] == "yaml", block


@pytest.mark.parametrize("page", [page for page in PAGES if page != "CONTRIBUTING.md"])
def test_commands_do_what_the_page_says(page: str, tmp_path: Path) -> None:
    furnish(tmp_path, page)
    for block in fenced(page):
        if name := block.told("file"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(block.text, "utf-8")
        if not block.info or block.info[0] not in ("console", "bash"):
            continue
        for line, told in commands(block):
            if line.startswith("pip "):
                continue  # .ci/run runs these two in fresh environments
            exit_code, output = run(line, tmp_path, page)
            assert exit_code == int(block.told("exit") or 0), f"{block}: {line}\n{output}"
            assert agrees(told, output), f"{block}: {line}\n{output}"


@pytest.mark.parametrize("block", samples(("python",)), ids=str)
def test_a_program_runs(block: Fenced, tmp_path: Path) -> None:
    furnish(tmp_path, block.page)
    for named in fenced(block.page):
        if name := named.told("file"):
            (tmp_path / name).write_text(named.text, "utf-8")
    subprocess.run([sys.executable, "-X", "utf8", "-c", block.text], cwd=tmp_path, check=True)
    assert list(tmp_path.rglob("*青岚县.docx"))


def test_other_commands_are_known() -> None:
    for block in fenced("CONTRIBUTING.md"):
        for line, _ in commands(block):
            words = [part.split()[0] for part in re.split(r" && ", line)]
            assert set(words) <= TOOLS | {".", "mypy", "lint-imports"}, line


@pytest.mark.parametrize("page", PAGES)
def test_commands_within_lines_parse(page: str) -> None:
    group = _group()
    for span in code(prose(page)):
        words = span.split()
        if words[0] != "speechgen" or len(words) == 1 or "[OPTIONS]" in words:
            continue
        if words[1].startswith("-") or words[1] in LATER:
            continue
        command = group.get_command(click.Context(group), words[1])
        assert command is not None, span
        if isinstance(command, Commands):
            command = command.get_command(click.Context(command), words[2])
            assert command is not None, span
        options = {name for param in command.params for name in param.opts}
        assert {word for word in words if word.startswith("-")} <= options, span
