"""Where fetched libraries are kept: a folder for each commit, whole or not there at all.

They lie in the user's cache folder; what is fetched is made aside and then renamed into place, so
that builds that fetch the same at once do not harm each other.
"""

import os
import re
import shutil
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from time import time

from speechgen.library.git import GitError, run_git
from speechgen.library.revision import Revision, fail_to_reach
from speechgen.library.tree import list_libraries, read_entries
from speechgen.source.diagnostic import fail
from speechgen.source.files import fail_to_write
from speechgen.source.kept import cache_folder
from speechgen.source.messages import say
from speechgen.source.place import Place

# Beside the libraries of a commit: the digest of all their files, and a line for each of them, by
# which damage is noticed: its size, when it was written, its path.
_DIGEST = ".digest"
_ASIDE = ".fetching-"
_LAYOUT = "2"  # of the store; another one leaves what an older speechgen has fetched alone
_STALE = 86_400  # seconds after which what was being fetched is nobody's any more


def stored(shown: str, commit: str) -> Path | None:
    """The folder with the libraries of a commit, if they were fetched before and are as they were.

    A file that was changed, or is gone, makes all as good as not there: it is fetched again.
    """
    folder = _folder(shown) / commit
    return folder if _is_whole(folder) else None


def _is_whole(folder: Path) -> bool:
    try:
        _, *files = (folder / _DIGEST).read_text("utf-8").splitlines()
        return all(line == _line(folder, line.split(" ", 2)[2]) for line in files)
    except (OSError, ValueError, IndexError):
        return False


def _line(folder: Path, path: str) -> str:
    about = (folder / path).stat()
    return f"{about.st_size} {about.st_mtime_ns} {path}"


def digest_of(folder: Path) -> str:
    """The digest of a stored commit: SHA-256 of the paths and bytes of its libraries."""
    return (folder / _DIGEST).read_text("utf-8").partition("\n")[0]


def fetch(address: str, shown: str, revision: Revision, place: Place | None) -> Path:
    """The folder with the libraries of a commit, fetched unless it is there.

    Raises E315 where git cannot get it, E316 where the commit is gone, E317 for what no library may
    hold, E51x where the cache folder cannot be written.
    """
    there = stored(shown, revision.commit)
    if there is not None:
        return there
    home = _folder(shown)
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        _sweep(home)
        aside = Path(mkdtemp(prefix=_ASIDE, dir=home))
    except OSError as error:
        fail_to_write(home, error)
    try:
        _get(address, shown, revision, aside / "repository", place)
        made = _unpack(aside, revision.commit, shown, place)
        return _into_place(made, home / revision.commit)
    except OSError as error:
        fail_to_write(aside, error)
    finally:
        shutil.rmtree(aside, onerror=_writable_then_again)


def _sweep(home: Path) -> None:
    """Take away what fetches that were killed have left."""
    for left in home.glob(f"{_ASIDE}*"):
        if time() - left.stat().st_mtime > _STALE:
            shutil.rmtree(left, ignore_errors=True)


def _get(
    address: str, shown: str, revision: Revision, repository: Path, place: Place | None
) -> None:
    """The objects of a commit, and if the server gives no single commits, of all of them."""
    options = ["--no-tags", "--no-recurse-submodules", "--quiet"]
    try:
        run_git(["init", "--bare", "--quiet", str(repository)])
        try:
            wanted = ["--depth=1", "--", address, revision.commit]
            run_git(["fetch", *options, *wanted], repository)
        except GitError as error:
            if error.missing:
                raise
            everything = ["--", address, "+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*"]
            run_git(["fetch", *options, *everything], repository)
    except GitError as error:
        fail_to_reach(shown, error, place)
    try:
        run_git(["cat-file", "-e", revision.commit + "^{commit}"], repository)
    except GitError:
        message = say(
            "the commit {commit} is not in {address} any more",
            commit=revision.commit[:12],
            address=shown,
        )
        hint = say("'speechgen library update' takes what is there now")
        fail("E316", message, place, hint)


def _unpack(aside: Path, commit: str, shown: str, place: Place | None) -> Path:
    repository, made = aside / "repository", aside / "libraries"
    made.mkdir()
    entries = list_libraries(repository, commit, shown, place)
    digest = sha256()
    for path, data in read_entries(repository, entries):
        digest.update(f"{path}\0{len(data)}\0".encode() + data)
        file = made / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    lines = [f"sha256:{digest.hexdigest()}", *(_line(made, entry.path) for entry in entries)]
    (made / _DIGEST).write_text("\n".join(lines), "utf-8")
    return made


def _into_place(made: Path, target: Path) -> Path:
    """Rename it; another process may have been faster, and then has made the same."""
    try:
        made.rename(target)
    except OSError:
        if not _is_whole(target):
            target.rename(made.with_name("damaged"))  # which goes with the rest
            made.rename(target)
    return target


def _folder(shown: str) -> Path:
    """The folder of a repository: its name, and a digest of its address."""
    name = re.sub(r"[^\w-]", "", re.split(r"[/\\:]", shown.removesuffix(".git"))[-1])[:40]
    mark = sha256(shown.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return cache_folder() / "libraries" / _LAYOUT / f"{name}-{mark}"


def _writable_then_again(function: object, path: str, _: object) -> None:
    """Git makes its objects read-only, which keeps Windows from removing them."""
    os.chmod(path, 0o700)  # noqa: PTH101
    assert callable(function)
    function(path)
