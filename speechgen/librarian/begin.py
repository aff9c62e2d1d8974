"""A new library: the files of the starter, in a folder that is there whole or not at all."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from speechgen.source.diagnostic import fail
from speechgen.source.edit import typed
from speechgen.source.files import check_name, fail_to_write
from speechgen.source.messages import language, say
from speechgen.source.opening import absolute
from speechgen.source.place import Place
from speechgen.source.version import __version__

_STARTER = Path(__file__).with_name("starter")
_HIDDEN = "dot-"  # .gitattributes and the like, which would have their say in our own repository
_MAY_BE_THERE = {".git"}  # a repository that was just begun


def begin_library(folder: str, name: str | None = None) -> Path:
    """Make a library in a folder that is not there or is empty, and give its path.

    ``name`` is what the library is called; left out, as its folder. Its README is in the reader's
    language. Raises E356 for a folder with something in it, E357 for a name that is none, and what
    :func:`fail_to_write` raises; nothing is left behind then.
    """
    target = absolute(Path(folder))
    check_name(target)
    try:
        _check_empty(target, folder)
        title = _checked_name(target.name if name is None else name)
        _make(target, title)
    except (OSError, ValueError) as error:
        fail_to_write(target, error)
    return target


def _check_empty(target: Path, folder: str) -> None:
    if not os.path.lexists(target):
        return
    if not target.is_dir() or {path.name for path in target.iterdir()} - _MAY_BE_THERE:
        message = say("there is something in this place already; it was left as it is")
        hint = say("choose a folder that is not there yet, or an empty one")
        fail("E356", message, Place(folder), hint)


def _checked_name(name: str) -> str:
    name = name.strip()
    if not name or not name.isprintable():
        hint = say("give one with --name")
        fail("E357", say("'{name}' cannot be a library's name", name=name), None, hint)
    return name


def _make(target: Path, name: str) -> None:
    """Write everything into a folder beside it, which then takes its place."""
    aside = target.with_name(f".speechgen-{os.urandom(6).hex()}.tmp")
    try:
        for file, text in _files(name):
            path = aside / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
        _into_place(aside, target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _files(name: str) -> Iterator[tuple[Path, str]]:
    """The files of the starter, each with its path in the library and what it holds."""
    said = {"@NAME@": typed(name), "@TITLE@": name, "@SPEECHGEN@": __version__}
    for part in ("common", language()):
        for file in sorted((_STARTER / part).rglob("*")):
            if file.is_file():
                text = file.read_text("utf-8")
                for mark, value in said.items():
                    text = text.replace(mark, value)
                yield _shown(file.relative_to(_STARTER / part)), text


def _shown(path: Path) -> Path:
    names = (f".{n.removeprefix(_HIDDEN)}" if n.startswith(_HIDDEN) else n for n in path.parts)
    return Path(*names)


def _into_place(aside: Path, target: Path) -> None:
    """A rename for a new folder; into one that is there, what is in it, or nothing of it."""
    if not target.exists():
        aside.rename(target)
        return
    moved: list[Path] = []
    try:
        for path in sorted(aside.iterdir()):
            path.rename(target / path.name)
            moved.append(target / path.name)
    except BaseException:
        for path in moved:
            path.rename(aside / path.name)
        raise
