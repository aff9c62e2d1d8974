"""What was released last: a library's templates at the newest version tag of its repository."""

import re
from pathlib import Path

from speechgen.library.contract import Contract
from speechgen.library.git import GitError, run_git
from speechgen.library.manifest import FILE
from speechgen.library.revision import versions_of
from speechgen.library.template import SUFFIX, load_template
from speechgen.library.versions import is_version
from speechgen.source.diagnostic import Report, SpeechgenError
from speechgen.source.files import MOST_BYTES
from speechgen.source.nodes import Mapping, Scalar
from speechgen.source.record import Record
from speechgen.source.yaml_file import read_yaml

_SECONDS = 30
_PLAIN_FILE = "100"  # how the mode of a file begins that is no link and no submodule


class Release(Record):
    """A tag, the version that the manifest has there, and the contracts of the templates there."""

    tag: str
    version: str
    contracts: dict[str, Contract]


def last_release(folder: Path) -> Release | None:
    """What the newest version tag before or at the current commit holds of a library.

    ``None`` if there is no such tag, or the library was not there yet. Raises :class:`GitError`.
    """
    tag = _newest(folder)
    if tag is None:
        return None
    files = _files(folder, tag)
    if FILE not in files or not _version(files[FILE]):
        return None
    version = _version(files[FILE])
    contracts: dict[str, Contract] = {}
    for name, text in files.items():
        if name != FILE:
            contract = _contract(f"{tag}:{name}", text)
            contracts |= {Path(name).name.removesuffix(SUFFIX): contract} if contract else {}
    return Release(tag, version, contracts)


def _newest(folder: Path) -> str | None:
    """The tag of the highest version that the current commit comes after."""
    try:
        said = run_git(["tag", "--list", "--merged", "HEAD"], folder, seconds=_SECONDS).decode()
    except GitError as error:
        if "malformed object name" in error.reason:  # no commit yet
            return None
        raise
    tags = versions_of(dict.fromkeys(said.splitlines(), ""), folder.resolve().name)
    if not tags and run_git(["rev-parse", "--is-shallow-repository"], folder).strip() == b"true":
        raise GitError("the clone is shallow and holds no tags")
    return tags[max(tags)] if tags else None


def _files(folder: Path, tag: str) -> dict[str, str]:
    """The manifest and the templates at a tag, by their paths in the library."""
    listed = run_git(
        ["ls-tree", "-r", "-z", "--long", f"refs/tags/{tag}", "--", FILE, "sections/"],
        folder,
        seconds=_SECONDS,
    )
    wanted: list[tuple[str, str]] = []
    for line in filter(None, listed.decode("utf-8", "replace").split("\0")):
        about, _, name = line.partition("\t")
        mode, kind, digest, size = about.split()
        fits = mode.startswith(_PLAIN_FILE) and kind == "blob" and int(size) <= MOST_BYTES
        if fits and (name == FILE or re.fullmatch(rf"sections/[^/]+{re.escape(SUFFIX)}", name)):
            wanted.append((name, digest))
    return _contents(folder, wanted)


def _contents(folder: Path, wanted: list[tuple[str, str]]) -> dict[str, str]:
    """What git keeps under each digest, all in one run."""
    asked = "".join(f"{digest}\n" for _, digest in wanted).encode()
    said = run_git(["cat-file", "--batch"], folder, given=asked, seconds=_SECONDS)
    found: dict[str, str] = {}
    for name, _ in wanted:
        head, _, said = said.partition(b"\n")
        size = int(head.split()[-1])
        found[name] = said[:size].decode("utf-8-sig", "replace")
        said = said[size + 1 :]
    return found


def _version(text: str) -> str:
    """The version in a manifest, empty if it has none that can be read."""
    node = read_yaml(text, FILE, Report())
    value = node.entries.get("version") if isinstance(node, Mapping) else None
    version = value[1].text if value and isinstance(value[1], Scalar) else ""
    return version if is_version(version) else ""


def _contract(file: str, text: str) -> Contract | None:
    """The contract of a template as it was; ``None`` if it was broken then."""
    try:
        return load_template(Path(file), lambda _: text).contract
    except SpeechgenError:
        return None
