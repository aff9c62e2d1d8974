"""The files of a library, which may come from a stranger: none is read from outside its folder."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from speechgen.source.diagnostic import fail
from speechgen.source.files import fail_to_read, read_text
from speechgen.source.messages import say
from speechgen.source.place import Place

Reader: TypeAlias = Callable[[Path], str]  # the text of a file, if it may be read


def read_inside(path: Path, *folders: Path) -> str:
    """The text of a file that lies in one of the folders, links followed; E312 if it does not."""
    if not lies_in(path, *folders):
        hint = say("a link may not lead out of the library; put the file itself there")
        fail("E312", say("this file lies outside the library"), Place(str(path)), hint)
    return read_text(path)


def lies_in(path: Path, *folders: Path) -> bool:
    """Whether a file lies in one of the folders, wherever links lead."""
    real = Path(os.path.realpath(path))
    return any(real.is_relative_to(os.path.realpath(folder)) for folder in folders)


def files_in(folder: Path, suffix: str) -> list[Path]:
    """Whatever bears such a name in a folder, sorted; nothing if there is no such folder."""
    try:
        return sorted(path for path in folder.iterdir() if path.name.endswith(suffix))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        fail_to_read(Place(str(folder)), error)
