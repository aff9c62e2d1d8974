"""docs/commands.md says what the command line says of itself."""

import re

import click
import pytest

from speechgen.cli.commands import Commands, every_command
from speechgen.cli.main import DONE, FAILED, FINDINGS, _group
from speechgen.cli.stop import STOPPED
from speechgen.library.library import open_library
from speechgen.source.messages import LANGUAGES

from .pages import ROOT, chapter, code, first_code, headings, page, prose, table

PAGE = "docs/commands.md"
GROUP = _group()
COMMANDS = every_command(GROUP)


def command_named(name: str) -> click.Command:
    found: click.Command | None = GROUP
    for word in name.split():
        assert isinstance(found, Commands)
        found = found.get_command(click.Context(found), word)
    assert found is not None
    return found


def told_options(rows: list[list[str]]) -> set[str]:
    return {" ".join(span.split()) for span in first_code(rows)}


def known_options(command: click.Command) -> set[str]:
    """Each way of writing each option, the value's name after the long one."""
    found: set[str] = set()
    for param in command.params:
        if isinstance(param, click.Option):
            metavar = "" if param.is_flag or not param.metavar else f" {param.metavar}"
            long = [name + metavar for name in param.opts if name.startswith("--")]
            found |= {*long, *(name for name in param.opts if not name.startswith("--"))}
    return found


def test_every_command_has_its_chapter() -> None:
    assert headings(prose(PAGE), 2) == [*COMMANDS, "Environment"]


@pytest.mark.parametrize("name", COMMANDS)
def test_options(name: str) -> None:
    text, command = chapter(PAGE, name), command_named(name)
    assert told_options(table(text, "option")) == known_options(command)
    usage = command.get_usage(click.Context(command, info_name=f"speechgen {name}"))
    assert f"`{usage.removeprefix('Usage: ')}`" in text


def test_options_of_all() -> None:
    rows = table(prose(PAGE), "option of `speechgen`")
    told = {span.split()[0] for span in first_code(rows) if span.startswith("-")}
    assert told == {name for param in GROUP.params for name in param.opts} | {"--help"}
    assert {word for row in rows[:1] for span in code(row[0]) for word in span.split()} == {
        "--lang",
        *LANGUAGES,
    }


def test_exit_codes() -> None:
    rows = table(prose(PAGE), "exit code")
    assert [int(row[0]) for row in rows] == [DONE, FINDINGS, FAILED, STOPPED]


def test_genres() -> None:
    text = chapter(PAGE, "new")
    for genre in open_library().genres:
        assert f"`{genre.name}` {genre.zh}" in re.sub(r" \(.*?\)", "", text)


def test_environment() -> None:
    told = set(first_code(table(chapter(PAGE, "Environment"), "variable")))
    sources = [path.read_text("utf-8") for path in (ROOT / "speechgen").rglob("*.py")]
    asked = {name for text in sources for name in re.findall(r'"(SPEECHGEN_\w+)"', text)}
    assert {name for name in told if name.startswith("SPEECHGEN_")} == asked
    assert all(any(f'"{name}"' in text for text in sources) for name in told)


def test_the_sections_that_ship_are_named_in_the_readme() -> None:
    for name in COMMANDS:
        assert f"speechgen {name}" in page("README.md") + page(PAGE)
