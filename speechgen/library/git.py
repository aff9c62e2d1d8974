"""The one door to git: its command, run so that a strange repository can make it do nothing.

No hook, no watcher and no pager of a repository is run, nobody is asked for a password, and what
the surroundings say of another repository (speechgen may run in a hook of one) is forgotten.
"""

import os
import subprocess
from pathlib import Path

_SECONDS = 120  # a fetch from a far place; reading what is here takes a few hundredths
# A repository's own settings that name programs, and what would follow it elsewhere.
_SETTINGS = (
    f"core.hooksPath={os.devnull}",
    "core.fsmonitor=false",
    "core.pager=cat",
    "protocol.ext.allow=never",
    "submodule.recurse=false",
    "gc.auto=0",
    "maintenance.auto=false",
)
# What a hook's surroundings say of the repository that it runs in (git rev-parse --local-env-vars).
_LOCAL = frozenset(
    "GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_OBJECT_DIRECTORY GIT_DIR GIT_WORK_TREE GIT_COMMON_DIR "
    "GIT_IMPLICIT_WORK_TREE GIT_GRAFT_FILE GIT_INDEX_FILE GIT_NO_REPLACE_OBJECTS GIT_PREFIX "
    "GIT_REPLACE_REF_BASE GIT_SHALLOW_FILE GIT_EXTERNAL_DIFF GIT_PAGER".split()
)
_SAID = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "LC_ALL": "C",  # what git says is read by a program too
}


class GitError(Exception):
    """Git could not do it; ``reason`` is what it said last, empty if there is no git."""

    def __init__(self, reason: str, missing: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.missing = missing  # there is no git on this system


def run_git(
    arguments: list[str],
    folder: Path | None = None,
    *,
    given: bytes = b"",
    seconds: float = _SECONDS,
) -> bytes:
    """What ``git ARGUMENTS`` prints, run in a folder, with ``given`` as its input.

    Raises :class:`GitError` if it fails, takes too long, or is not there.
    """
    settings = [word for setting in _SETTINGS for word in ("-c", setting)]
    command = ["git", "--no-pager", *settings, *arguments]
    try:
        done = subprocess.run(
            command, cwd=folder, input=given, env=_environment(), capture_output=True,
            timeout=seconds, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise GitError(f"git took longer than {seconds:.0f} s") from None
    except OSError as error:
        raise GitError(error.strerror or str(error), error.filename == "git") from None
    if done.returncode:
        raise GitError(_reason(done.stderr.decode("utf-8", "replace").strip().split("\n")))
    return done.stdout


def _reason(said: list[str]) -> str:
    """The first line that git calls fatal, else its last: advice may follow it."""
    fatal = (line.removeprefix("fatal: ") for line in said if line.startswith("fatal: "))
    return next(fatal, said[-1])


def _environment() -> dict[str, str]:
    """The surroundings of git: the user's, without another repository."""
    return {name: value for name, value in os.environ.items() if name not in _LOCAL} | _SAID
