"""A library that tries every trick: each is told as a fault, in bounded time and memory.

``tests/libraries/hostile`` is the library; what git cannot hold, or should not, is made here. What
a writer reads who uses a trick lies in ``tests/libraries/hostile-told``.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from socket import AF_UNIX, socket

import pytest
from errors.running import ROOT, run_limited

from speechgen.source.files import MOST_BYTES

LIBRARY = ROOT / "tests/libraries/hostile"
TOLD = ROOT / "tests/libraries/hostile-told"
SUFFIX = ".md.j2"
TRICKS = sorted(path.name.removesuffix(SUFFIX) for path in LIBRARY.glob(f"sections/*{SUFFIX}"))
SECONDS = 40  # an idle machine takes a tenth of it
SPRUNG = Path("/tmp/sprung")
SECRET = "top secret\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library beside a secret, with what git cannot hold."""
    made = tmp_path_factory.mktemp("hostile")
    (made / "secret.txt").write_text(SECRET, "utf-8")
    shutil.copytree(LIBRARY, made / "lib", symlinks=True)
    sections = made / "lib/sections"
    (sections / "device.txt").symlink_to("/dev/zero")
    os.mkfifo(sections / "pipe.txt")
    with (sections / "large.txt").open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    (sections / "bytes.txt").write_bytes(b"\xff\xfe\x00")
    return made


def told(done: subprocess.CompletedProcess[str], folder: Path) -> str:
    """What a command printed, without the folders of this machine."""
    text = done.stdout + done.stderr
    for name in (str(folder.resolve()), str(folder)):
        text = text.replace(f"{name}/", "")
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines())


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """A command in the folder, under limits."""
    return run_limited([sys.executable, "-m", "speechgen", *words], folder, SECONDS)


def _is_harmless(done: subprocess.CompletedProcess[str]) -> None:
    text = done.stdout + done.stderr
    assert "Traceback" not in text
    assert "E900" not in text
    assert SECRET.strip() not in text
    assert "root:" not in text
    assert not SPRUNG.exists()


@pytest.mark.parametrize("trick", TRICKS)
def test_a_trick_in_a_template(
    trick: str, folder: Path, golden: Callable[[Path, str], None]
) -> None:
    outline = folder / f"{trick}.yaml"
    outline.write_text(f"title: 讲话\nlibrary: lib\nopening: [{trick}: 我]\n", "utf-8")
    done = run(folder, "build", outline.name, "--to", "txt", "-o", f"{trick}.txt")
    _is_harmless(done)
    printed = folder / f"{trick}.txt"
    text = f"--- {trick}.txt\n{printed.read_text('utf-8')}" if printed.exists() else ""
    golden(TOLD / f"{trick}.txt", told(done, folder) + text)


def test_the_check_of_the_whole(folder: Path, golden: Callable[[Path, str], None]) -> None:
    """Everything at once, each thing with its place, in the time of all tricks together."""
    sections = folder / "checked/sections"
    shutil.copytree(folder / "lib", folder / "checked", symlinks=True,
                    ignore=shutil.ignore_patterns("pipe.txt", f"*{SUFFIX}"))  # fmt: skip
    for trick in TRICKS:
        if not trick.startswith(SLOW):
            shutil.copy(folder / f"lib/sections/{trick}{SUFFIX}", sections, follow_symlinks=False)
    (sections / "con.md.j2").write_text("---\nabout: x\n---\n", "utf-8")
    (sections / "name\twith\x1b[31mcolour.md.j2").write_text("---\nabout: x\n---\n", "utf-8")
    done = run(folder, "library", "check", "checked")
    _is_harmless(done)
    assert done.returncode == 1
    assert "\x1b" not in done.stdout + done.stderr
    golden(TOLD / "check.told", told(done, folder))


SLOW = ("search", "nested", "deep-list", "copies", "changes", "joins", "lines", "includes")


@pytest.mark.parametrize("layout", ["above", "circle", "huge", "link", "../../secret"])
def test_a_trick_in_a_layout(
    layout: str, folder: Path, golden: Callable[[Path, str], None]
) -> None:
    (folder / "x.yaml").write_text(f"title: 讲话\nlibrary: lib\nlayout: {layout}\n", "utf-8")
    done = run(folder, "build", "x.yaml")
    _is_harmless(done)
    assert done.returncode == 2
    golden(TOLD / f"layout-{Path(layout).name}.told", told(done, folder))


def test_tricks_in_a_ledger(folder: Path, golden: Callable[[Path, str], None]) -> None:
    text = "title: \"{{ directive('<script>') }}\"\nlibrary: lib\n"
    (folder / "x.yaml").write_text(text, "utf-8")
    done = run(folder, "build", "x.yaml")
    _is_harmless(done)
    golden(TOLD / "ledger.told", told(done, folder))


@pytest.mark.parametrize("kind", ["pipe", "socket", "device", "folder", "large", "link"])
def test_a_manifest_that_is_none(
    kind: str, tmp_path: Path, golden: Callable[[Path, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    library = tmp_path / "lib"
    library.mkdir()
    monkeypatch.chdir(library)  # the path of a socket must be short
    manifest = library / "library.yaml"
    if kind == "pipe":
        os.mkfifo(manifest)
    elif kind == "socket":
        with socket(AF_UNIX) as made:
            made.bind("library.yaml")
    elif kind == "folder":
        manifest.mkdir()
    elif kind == "large":
        with manifest.open("wb") as file:
            file.truncate(MOST_BYTES + 1)
    else:
        manifest.symlink_to("/dev/zero" if kind == "device" else "/etc/passwd")
    done = run(tmp_path, "library", "check", "lib")
    _is_harmless(done)
    assert done.returncode == 2
    golden(TOLD / f"manifest-{kind}.told", told(done, tmp_path))
