"""Which commit a revision means: a tag, a branch, a commit, the newest of a range of versions."""

import re
from typing import TYPE_CHECKING, NamedTuple, Never

from speechgen.library.git import GitError, run_git
from speechgen.source.diagnostic import fail
from speechgen.source.messages import Listed, Message, say
from speechgen.source.misfit import near_miss
from speechgen.source.place import Place
from speechgen.source.record import Record
from speechgen.source.secrets import without_secrets

if TYPE_CHECKING:
    from packaging.version import Version

_COMMIT = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")
_SHORT = re.compile(r"[0-9a-f]{7,39}")
_RANGE = re.compile(r"\s*(~=|==|!=|<=?|>=?|===)")
_SHOWN = 12  # names that a hint lists


class Revision(NamedTuple):
    """A commit, and what it was chosen by: ``tag``, ``branch`` or ``commit``, and its name."""

    commit: str
    kind: str
    name: str


class Remote(Record):
    """The tags and branches of a repository with their commits, and the branch it is on."""

    tags: dict[str, str]
    branches: dict[str, str]
    head: str


def list_remote(address: str, shown: str, place: Place | None) -> Remote:
    """What a repository has; E315 with what git says where it cannot be reached."""
    try:
        listed = run_git(["ls-remote", "--symref", "--", address]).decode("utf-8", "replace")
    except GitError as error:
        fail_to_reach(shown, error, place)
    tags: dict[str, str] = {}
    branches: dict[str, str] = {}
    head = ""
    for line in listed.splitlines():
        commit, _, name = line.partition("\t")
        if commit.startswith("ref: ") and name == "HEAD":
            head = commit.removeprefix("ref: refs/heads/")
        elif name.startswith("refs/heads/"):
            branches[name.removeprefix("refs/heads/")] = commit
        elif name.startswith("refs/tags/"):
            # An annotated tag is listed twice; the second, with ^{}, is the commit it names.
            tags[name.removeprefix("refs/tags/").removesuffix("^{}")] = commit
    return Remote(tags, branches, head)


def fail_to_reach(shown: str, error: GitError, place: Place | None) -> Never:
    """Raise E315: why a repository gives nothing."""
    if error.missing:
        hint = say("install git (https://git-scm.com), or write the path of a folder")
        fail("E315", say("there is no git on this computer"), place, hint)
    reason = without_secrets(error.reason)
    message = say("nothing can be fetched from {address}: {reason}", address=shown, reason=reason)
    hint = say("try 'git ls-remote {address}', which says more", address=shown)
    fail("E315", message, place, hint)


def is_commit(rev: str) -> bool:
    """Whether a revision is a whole commit's name, which nothing can move."""
    return _COMMIT.fullmatch(rev) is not None


def is_range(rev: str) -> bool:
    """Whether a revision is a range of versions (PEP 440): ``~=1.2``, ``>=1,<3``."""
    return _RANGE.match(rev) is not None


def choose_revision(rev: str, remote: Remote, folder: str, place: Place | None) -> Revision:
    """The commit that a revision means; an empty one means the branch that the repository is on.

    ``folder`` is the library's in the repository: tags such as ``county-v1.2`` or ``county/v1.2``
    are versions of the one in ``libraries/county``. Raises E316 with what there is.
    """
    if is_commit(rev.lower()):
        return Revision(rev.lower(), "commit", rev.lower())
    if is_range(rev):
        return _newest(rev, remote, folder, place)
    if rev in remote.tags:
        return Revision(remote.tags[rev], "tag", rev)
    branch = rev or remote.head
    if branch in remote.branches:
        return Revision(remote.branches[branch], "branch", branch)
    if _SHORT.fullmatch(rev):
        hint = say("write all 40 digits of a commit: 'git rev-parse {rev}' prints them", rev=rev)
        fail("E316", say("there is no tag or branch '{rev}'", rev=rev), place, hint)
    if not rev:
        fail("E316", say("the repository is empty"), place, say("commit something first"))
    known = (*remote.tags, *remote.branches)
    fail(
        "E316",
        say("there is no tag or branch '{rev}'", rev=rev),
        place,
        near_miss(rev, known) or _there_are(known),
    )


def _newest(rev: str, remote: Remote, folder: str, place: Place | None) -> Revision:
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    try:
        wanted = SpecifierSet(rev)
    except InvalidSpecifier:
        hint = say("write it as ~=1.2 or >=1.2,<3")
        fail("E316", say("'{rev}' is no range of versions", rev=rev), place, hint)
    versions = versions_of(remote.tags, folder)
    fitting = sorted(wanted.filter(versions))
    if not fitting:
        tags = tuple(versions[version] for version in sorted(versions))
        fail("E316", say("no tag is a version {rev}", rev=rev), place, _there_are(tags))
    tag = versions[fitting[-1]]
    return Revision(remote.tags[tag], "tag", tag)


def versions_of(tags: dict[str, str], folder: str) -> "dict[Version, str]":
    """The tags that are versions (PEP 440), of the library in a folder or of all."""
    from packaging.version import InvalidVersion, Version

    found: dict[Version, str] = {}
    own: dict[Version, str] = {}
    last = folder.strip("/").rpartition("/")[2]
    for tag in tags:
        for known, before in ((own, (f"{last}/", f"{last}-") if last else ()), (found, ("",))):
            start = next((len(one) for one in before if tag.startswith(one)), None)
            if start is not None:
                try:
                    known[Version(tag[start:])] = tag
                except InvalidVersion:
                    continue
    return own or found


def _there_are(names: tuple[str, ...]) -> Message | None:
    if not names:
        return None
    last = names[-_SHOWN:]
    return say("there are: {names}", names=Listed.of(last))
