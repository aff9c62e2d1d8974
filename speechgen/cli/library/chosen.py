"""The library that a command is about: the one that is named, else the project's."""

from collections.abc import Callable
from typing import Any

import click

from speechgen.cli.show import show
from speechgen.library.library import Library
from speechgen.source.diagnostic import Report
from speechgen.source.messages import say

_ABOUT = say(
    "the library: a folder, or {example}; left out, the project's, else the one that ships",
    example="'{git: URL, rev: v1.2.0}'",
)


def library_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--library LIBRARY``, the same for each command."""
    return click.option("--library", metavar="LIBRARY", help=str(_ABOUT))(command)


def chosen_library(named: str | None) -> Library:
    """The library that is named, else that of the project in this folder, else the shipped one.

    Raises what :func:`open_named` and :func:`find_settings` raise.
    """
    from speechgen.librarian.named import open_named
    from speechgen.outline.model import Outline
    from speechgen.settings.load import find_settings
    from speechgen.speech import library_of

    report = Report()
    if named is not None:
        library = open_named(named, report)
    else:
        outline = "outline.yaml"  # any in this folder
        library = library_of(Outline(outline), find_settings(outline), report)
    show(report.warnings())
    return library
