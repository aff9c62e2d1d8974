"""Where a library in git was taken from: through the lock, and from the store if it is there."""

import os
from pathlib import Path, PurePosixPath

from speechgen.library.address import address_of, shown_address, warn_of_secrets
from speechgen.library.lock import Key, Lock, Locked
from speechgen.library.revision import Revision, choose_revision, list_remote
from speechgen.library.store import digest_of, fetch
from speechgen.source.diagnostic import Report, fail
from speechgen.source.messages import say
from speechgen.source.record import Record
from speechgen.source.reference import GitLibrary


class Origin(Record):
    """Where a fetched library comes from: its entry in the lock, the folder of its commit."""

    locked: Locked
    root: Path

    @property
    def folder(self) -> Path:
        """The folder of the library itself."""
        return self.root / self.locked.path


def find_origin(reference: GitLibrary, folder: Path | None, lock: Lock, report: Report) -> Origin:
    """The origin of a library in git, fetched if need be, as the lock says.

    ``folder`` is where the reference was written, none for one that a fetched library brings. A
    reference that the lock does not know is resolved and added to it; what it knows is never
    changed here. Raises E314 to E319 and what reading and writing the lock raises.
    """
    place = reference.git.place
    warn_of_secrets(reference.git, report)
    address = address_of(reference.git, folder)
    key = _key(reference, address, lock)
    entry = lock.find(key, place)
    if entry is None:
        entry, root = _resolve(reference, address, key, report)
        lock.add(entry, place, report)
    else:
        root = fetch(address, entry.git, _revision(entry), place)
    if entry.digest and digest_of(root) != entry.digest:
        message = say("what was fetched from {address} is not what was locked", address=entry.git)
        hint = say("ask its keeper; 'speechgen library update' takes what is there now")
        fail("E319", message, place, hint)
    return Origin(entry, root)


def _resolve(reference: GitLibrary, address: str, key: Key, report: Report) -> tuple[Locked, Path]:
    """What a reference means today, fetched: the entry for the lock, the folder of the commit.

    A branch, which moves, is warned of (W342). Raises E315 to E317.
    """
    git, rev, path = key
    place = reference.rev.place if reference.rev else reference.git.place
    remote = list_remote(address, git, reference.git.place)
    revision = choose_revision(rev, remote, path, place)
    if revision.kind == "branch":
        message = say("the branch '{name}' moves: an update may take anything", name=revision.name)
        hint = say("choose a tag or versions: rev: v1.2.0, rev: ~=1.2")
        report.warning("W342", message, place, hint)
    root = fetch(address, git, revision, place)
    name = "" if revision.kind == "commit" else revision.name
    entry = Locked(git, rev, path, revision.kind, name, revision.commit, digest_of(root))
    return entry, root


def _key(reference: GitLibrary, address: str, lock: Lock) -> Key:
    """How a reference is called in a lock: the address, the revision, the folder.

    Raises E314 for a folder that leads out of the repository.
    """
    git = shown_address(reference.git)
    if Path(address).is_absolute():
        git = _from(lock.folder, address)
    path = _inner_path(reference)
    return git, reference.rev.text if reference.rev else "", path


def _from(folder: Path, address: str) -> str:
    """A path from a folder, so that a lock holds no path of a machine."""
    try:
        return Path(os.path.relpath(address, folder.resolve())).as_posix()
    except ValueError:  # on another drive
        return address


def _inner_path(reference: GitLibrary) -> str:
    if reference.path is None:
        return ""
    path = PurePosixPath(reference.path.text.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in reference.path.text:
        hint = say("write it from the top of the repository: libraries/county")
        fail("E314", say("this folder is not in the repository"), reference.path.place, hint)
    return "" if str(path) == "." else str(path)


def _revision(entry: Locked) -> Revision:
    return Revision(entry.commit, entry.chosen, entry.name)
