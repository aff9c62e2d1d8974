"""The library that a command is about: the one that is named, else the project's."""

from collections.abc import Callable
from typing import Any

import click

from speechgen.cli.show import show
from speechgen.library.library import Library
from speechgen.source.diagnostic import Report
from speechgen.source.messages import say


def library_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """``--library FOLDER``, the same for each command."""
    about = say("the folder of the library; left out, the project's, else the one that ships")
    return click.option("--library", metavar="FOLDER", help=str(about))(command)


def chosen_library(folder: str | None) -> Library:
    """The library in a folder, else that of the ``speechgen.yaml`` here or above, else the shipped.

    Raises what :func:`open_library` and :func:`find_settings` raise.
    """
    from speechgen.library.library import open_library
    from speechgen.outline.model import Outline
    from speechgen.settings.load import find_settings
    from speechgen.speech import library_of

    report = Report()
    if folder is not None:
        library = open_library(folder, report=report)
    else:
        outline = "outline.yaml"  # any in this folder
        library = library_of(Outline(outline), find_settings(outline), report)
    show(report.warnings())
    return library
