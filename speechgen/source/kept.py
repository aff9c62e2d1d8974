"""Small files kept in the user's cache folder: remembered work that may vanish at any time.

A kept file begins with a checksum of its name and the rest. It is written whole; one that is
damaged, or that somebody else could have written, is as good as none, and nothing of it is
unmarshalled. So it is as safe as Python's own ``.pyc`` files: whoever can write it as the user, and
knows how the checksum is made, can run anything as the user anyway.
"""

import marshal
import os
import stat
import sys
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from speechgen.source.opening import open_plain
from speechgen.source.version import __version__

_VARIABLE = "SPEECHGEN_CACHE"
_LARGEST = 4_000_000  # bytes


def recall(name: str) -> Any:
    """The value that was remembered under a name, or ``None``."""
    data = read_kept(name)
    try:
        return None if data is None else marshal.loads(data)  # noqa: S302  # our own, see above
    except (EOFError, ValueError, TypeError):
        return None


def remember(name: str, value: Any) -> None:
    """Keep a value of Python's plain types, or a code object, under a name."""
    keep(name, marshal.dumps(value))


def read_kept(name: str) -> bytes | None:
    """What was kept under a name, or ``None``."""
    try:
        data = _read_own(cache_folder() / name)
    except (OSError, ValueError):
        return None
    checksum, _, content = data.partition(b"\n")
    return content if checksum == _checksum(name, content) else None


def keep(name: str, content: bytes) -> None:
    """Keep something under a name, if the cache folder can be written; nothing depends on it."""
    path = cache_folder() / name
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            with os.fdopen(os.open(temporary, flags, 0o600), "wb") as file:
                file.write(_checksum(name, content) + b"\n" + content)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except (OSError, ValueError):
        return


def kept_name(what: str, said: object, makers: tuple[str, ...]) -> str:
    """The name of something made from what ``said`` says by the modules ``makers``.

    It changes with the version of speechgen, with Python's, and when one of the modules changes.
    """
    state = repr((said, __version__, sys.version, makers, _changed(makers)))
    return f"{what}-{sha256(state.encode('utf-8', 'surrogatepass')).hexdigest()[:32]}"


@cache
def _changed(modules: tuple[str, ...]) -> list[int]:
    """When each of the modules last changed."""
    from importlib.util import find_spec

    files = [spec.origin for name in modules if (spec := find_spec(name)) and spec.origin]
    return [Path(file).stat().st_mtime_ns for file in files]


def _checksum(name: str, content: bytes) -> bytes:
    return sha256(name.encode() + b"\n" + content).hexdigest().encode()


def cache_folder() -> Path:
    """The user's cache folder for speechgen; it need not be there."""
    chosen = os.environ.get(_VARIABLE)
    return Path(chosen) if chosen else _owncache_folder()


@cache
def _owncache_folder() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("speechgen", appauthor=False)


def _read_own(path: Path) -> bytes:
    """The bytes of a plain file that nobody else could have written; raises ``OSError``."""
    with open_plain(path) as file:
        about = os.fstat(file.fileno())
        if not stat.S_ISREG(about.st_mode) or about.st_size > _LARGEST:
            raise OSError(path)
        if hasattr(os, "getuid") and (about.st_uid != os.getuid() or about.st_mode & 0o022):
            raise OSError(path)
        return file.read(_LARGEST)
