"""The address of a repository: what git is given, and what may be shown of it."""

import re
from pathlib import Path
from typing import Never

from speechgen.source.diagnostic import Report, fail
from speechgen.source.messages import Message, say
from speechgen.source.nodes import Scalar
from speechgen.source.secrets import without_secrets

_PROTOCOLS = ("https", "http", "ssh", "git", "file")
_SCP = re.compile(r"(?:[\w.-]+@)?[\w.-]+:(?!//)[^\\]")  # git@host:team/templates.git
_SSH_USER = re.compile(r"ssh://[\w.-]+@[^@?]*\Z", re.IGNORECASE)
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")


def address_of(git: Scalar, folder: Path | None) -> str:
    """What git is given for the URL or path that was written; a path counts from ``folder``.

    Without a folder it was written by a stranger, and may not be a path of this machine. Raises
    E314 for what is neither: git would take some such texts for options or commands.
    """
    text = git.text
    protocol = text.partition("://")[0].lower() if "://" in text else ""
    wrong = text.startswith("-") or not text.isprintable() or "::" in text.partition("/")[0]
    known = _PROTOCOLS if folder else _PROTOCOLS[:-1]
    if wrong or (protocol and protocol not in known):
        _refuse(git, say("this is no address of a git repository"))
    if protocol or (_SCP.match(text) and not _DRIVE.match(text)):
        return text
    if folder is None:
        _refuse(git, say("a library in git may build on one with an address, not on a path"))
    return str((folder / text).resolve())


def _refuse(git: Scalar, message: Message) -> Never:
    hint = say("write https://…, ssh://…, git@host:…, or the path of a folder")
    fail("E314", message, git.place, hint)


def shown_address(git: Scalar) -> str:
    """The address as it is shown and kept: as it was written, without user and password."""
    return without_secrets(git.text)


def warn_of_secrets(git: Scalar, report: Report) -> None:
    """Warn of a password in an address (W341): who reads the file has it."""
    own_name = _SSH_USER.match(git.text)  # ssh://git@host: a name alone, which is no secret there
    if without_secrets(git.text) != git.text and not own_name:
        message = say("a user name or password stands in the address")
        hint = say("take it out, and let git ask for it once: git config credential.helper store")
        report.warning("W341", message, git.place, hint)
