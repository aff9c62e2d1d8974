"""The files of the libraries in a commit, read without ever checking anything out.

Nothing of a repository is run or unpacked: what git lists is looked at, and plain files that are
parts of a library are read as git stores them. Hooks, filters, links, submodules and attributes
have no say in that.
"""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from speechgen.library.git import run_git
from speechgen.library.manifest import FILE as MANIFEST_FILE
from speechgen.source.diagnostic import Report
from speechgen.source.messages import Message, say
from speechgen.source.names import why_unwritable
from speechgen.source.place import Place

FOLDERS = ("sections", "layouts", "directives", "genres", "outlines", "migrations")
MOST_FILES = 10_000  # in all libraries of a commit; the largest known has some hundreds
MOST_BYTES = 64 * 1024 * 1024  # of all of them together
MOST_OF_A_FILE = 4 * 1024 * 1024  # a ledger of ten thousand quotations
_LINK, _SUBMODULE, _FOLDER = "120000", "160000", "040000"


class Entry(NamedTuple):
    """One thing that a commit holds: its path, git's mode and object, its size in bytes."""

    path: str
    mode: str
    object: str
    size: int


def list_libraries(repository: Path, commit: str, shown: str, place: Place | None) -> list[Entry]:
    """The files of every library in a commit.

    Raises every E317 at once: links, submodules, names that some system cannot have, names that
    differ in case alone, files too large, too many of them. ``shown`` is the repository's address.
    """
    listed = run_git(["ls-tree", "-r", "-z", "-l", "--full-tree", commit], repository)
    entries = list(_entries(listed.decode("utf-8", "surrogateescape")))
    homes = [entry.path.rpartition("/")[0] for entry in entries if _is_manifest(entry)]
    found = [entry for entry in entries if any(_is_part(entry.path, home) for home in homes)]
    report = Report()
    _check(found, shown, place, report)
    report.check()
    return found


def read_entries(repository: Path, entries: list[Entry]) -> Iterator[tuple[str, bytes]]:
    """The paths of files with their bytes."""
    wanted = "".join(f"{entry.object}\n" for entry in entries).encode()
    data = run_git(["cat-file", "--batch"], repository, given=wanted)
    start = 0
    for entry in entries:
        start = data.index(b"\n", start) + 1  # object, type and size stand before the bytes
        yield entry.path, data[start : start + entry.size]
        start += entry.size + 1


def _entries(listed: str) -> Iterator[Entry]:
    for line in filter(None, listed.split("\0")):
        about, _, path = line.partition("\t")
        mode, _, object_, size = about.split()
        yield Entry(path, mode, object_, int(size) if size.isdigit() else 0)


def _is_manifest(entry: Entry) -> bool:
    return PurePosixPath(entry.path).name == MANIFEST_FILE


def _is_part(path: str, home: str) -> bool:
    """Whether a path is the manifest, or lies in a part, of the library in a folder."""
    if home and not path.startswith(f"{home}/"):
        return False
    inside = path[len(home) + 1 :] if home else path
    return inside == MANIFEST_FILE or inside.partition("/")[0] in FOLDERS


def _check(entries: list[Entry], shown: str, place: Place | None, report: Report) -> None:
    seen: dict[str, str] = {}
    for entry in entries:
        wrong = _why_refused(entry) or why_unwritable(entry.path)
        twin = seen.setdefault(entry.path.casefold(), entry.path)
        if not wrong and twin != entry.path:
            wrong = say("'{path}' differs from it in capitals alone", path=twin)
        if wrong:
            path = entry.path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
            message = say("'{path}' in {address}: {reason}", path=path, address=shown, reason=wrong)
            report.error("E317", message, place, _HINT)
    size = sum(entry.size for entry in entries)
    if len(entries) > MOST_FILES or size > MOST_BYTES:
        message = say(
            "the libraries in {address} have {count} files of {size} MB together",
            address=shown,
            count=len(entries),
            size=size // 2**20,
        )
        most = say("at most {count} files, {size} MB", count=MOST_FILES, size=MOST_BYTES // 2**20)
        report.error("E317", message, place, most)


_HINT = say("a library is plain files; ask its keeper, who sees it with 'speechgen library check'")


def _why_refused(entry: Entry) -> Message | None:
    if entry.mode == _LINK:
        return say("this is a link")
    if entry.mode == _SUBMODULE:
        return say("this is a submodule")
    if entry.size > MOST_OF_A_FILE:
        return say("the file is larger than {size} MB", size=MOST_OF_A_FILE // 2**20)
    return None
