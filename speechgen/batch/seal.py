"""What a run was made from, as one digest: the next run can tell by the files alone that nothing
has changed, before it loads what reads them.

Sealed is only what files say: an outline, a file of rows, the project's settings, libraries that
lie in folders. Where a library comes from git, or rows from a database, every run looks for itself.
"""

import os
from collections.abc import Iterable, Iterator
from hashlib import file_digest, sha256
from itertools import chain
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from time import time_ns
from typing import TYPE_CHECKING, NamedTuple

from speechgen.batch.options import Options
from speechgen.source.messages import language
from speechgen.source.opening import absolute, open_plain
from speechgen.source.version import __version__
from speechgen.word.deflate import packer

if TYPE_CHECKING:
    from speechgen.library.library import Library
    from speechgen.speech import Speech

# What was changed less than this before a run began may have been changed after it was read: some
# file systems count the time in steps of two seconds.
_SETTLED = 2_000_000_000  # nanoseconds
_LIBRARY = ("library.yaml", "sections", "layouts", "directives")  # what a batch draws on
# What says how a run is to be done, not what comes out of it.
_HOW = ("jobs", "executor", "scheduler", "retry", "fresh", "force", "prune")
_MOST = 10_000  # files of libraries; a link may make a folder without end


class Seal(NamedTuple):
    """What was asked for, the files and folders that it was made from, a digest of their content.

    A path is followed as it stands: a link that leads elsewhere is another content.
    """

    asked: str
    paths: tuple[str, ...]
    content: str

    @property
    def holds(self) -> bool:
        """Whether everything is as it was."""
        return content_of(self.paths) == self.content


def asked_of(outline: str | Path, options: Options) -> str:
    """A digest of all that a run depends on beside its files.

    Raises ``ImportError`` where what packs the documents is not there.
    """
    wishes = {name: wish for name, wish in options._asdict().items() if name not in _HOW}
    said = (
        __version__,
        language(),
        os.environ.get("SOURCE_DATE_EPOCH", ""),
        packer(options.deflate),
        str(absolute("")),
        str(outline),
        *(repr(wishes[name]) for name in sorted(wishes)),
    )
    return sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()


class Watch:
    """Made before anything is read, so that what changes from now on is not sealed."""

    def __init__(self, outline: str | Path) -> None:
        from speechgen.settings.load import settings_file

        self._begun = time_ns()
        self._outline = outline
        self._settings = settings_file(outline)

    def seal(self, options: Options, speech: "Speech", data: str) -> Seal | None:
        """The seal on what was read; ``None`` if it is not all in files, or has just changed."""
        from speechgen.batch.rows.open import SHOWN_INPUT
        from speechgen.settings.load import FILE, settings_file

        libraries, needed = speech.library.chain, (speech.outline.file, data)
        if data == SHOWN_INPUT or not all(map(os.path.isfile, needed)):
            return None
        if any(library.origin for library in libraries):
            return None
        if settings_file(self._outline) != self._settings:
            return None
        settings = [str(folder / FILE) for folder in absolute(self._outline).parents]
        paths = (*needed, *settings, *_paths_of(libraries))
        content = content_of(paths, self._begun - _SETTLED)
        return Seal(asked_of(self._outline, options), paths, content) if content else None


def _paths_of(libraries: "Iterable[Library]") -> Iterator[str]:
    return (str(library.folder / name) for library in libraries for name in _LIBRARY)


def content_of(paths: Iterable[str], before: int | None = None) -> str:
    """A digest of files and whole folders, and of those that are not there.

    Empty if something cannot be read, or was changed since ``before`` (nanoseconds).
    """
    found = sha256()
    every = chain.from_iterable(_contents(path, before) for path in paths)
    try:
        for number, (name, content) in enumerate(every):
            if number > _MOST:
                return ""
            found.update(repr((name, content)).encode("utf-8", "surrogatepass"))
    except (OSError, ValueError):
        return ""
    return found.hexdigest()


def _contents(path: str, before: int | None) -> Iterator[tuple[str, str]]:
    """Each file below a path with its digest."""
    try:
        about = os.stat(path)  # noqa: PTH116
    except FileNotFoundError:
        yield path, ""
        return
    if before is not None and max(about.st_mtime_ns, about.st_ctime_ns) > before:
        raise ValueError(path)
    if S_ISDIR(about.st_mode):
        yield path, "/"
        for name in sorted(os.listdir(path)):  # noqa: PTH208
            yield from _contents(f"{path}/{name}", before)
    elif S_ISREG(about.st_mode):
        with open_plain(Path(path)) as file:
            yield path, file_digest(file, "sha256").hexdigest()
    else:
        raise ValueError(path)
