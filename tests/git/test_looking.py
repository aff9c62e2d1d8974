"""Libraries in git that are only looked at: ``--library '{git: …}'`` of every command."""

from pathlib import Path

import pytest

from speechgen.cli.main import main

from .repository import Repository

WANTED = "{git: office, rev: ~=1.0}"


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Run a command in the folder: its code, what it says."""
    monkeypatch.chdir(folder)

    def run(*arguments: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as end:
            main(list(arguments))
        said = capsys.readouterr()
        return int(end.value.code or 0), said.err + said.out

    return run


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("library list", "office 1.0.0"),
        ("library show pledge", "pledge"),
        ("library check", "office 1.0.0"),
        ("library docs -o site", "next: open"),
        ("schema", '"pledge"'),
        ("new --list", "mobilisation"),
    ],
)
def test_looking_writes_no_lock(
    folder: Path, office: Repository, run, command: str, told: str
) -> None:
    office.write({"library.yaml": "name: office\nversion: 2.0.0\n"})
    office.commit("v2.0.0")
    code, said = run(*command.split(), "--library", WANTED)
    assert told in said
    assert code in (0, 1)  # the check finds that it has no examples
    assert "2.0.0" not in said
    if not command.startswith("new"):  # what it writes names the library
        assert "W340" not in said
        assert not (folder / "speechgen.lock").exists()


def test_a_lock_is_heeded(folder: Path, office: Repository, run) -> None:
    (folder / "speech.yaml").write_text(f"title: 讲话\nlibrary: {WANTED}\n", "utf-8")
    assert run("library", "lock")[0] == 0
    before = (folder / "speechgen.lock").read_bytes()
    office.write({"library.yaml": "name: office\nversion: 1.1.0\n"})
    office.commit("v1.1.0")
    assert "office 1.0.0" in run("library", "list", "--library", WANTED)[1]
    assert (folder / "speechgen.lock").read_bytes() == before


def test_migrating_to_a_library_in_git(folder: Path, office: Repository, run) -> None:
    old = "title: 讲话\nsections:\n  - heading: 甲\n    body: [pledge: {place: 乙}]\n"
    (folder / "speech.yaml").write_text(old, "utf-8")
    command = ("library", "migrate", "speech.yaml", "--from", "1.0.0", "--library", WANTED)
    assert run(*command) == (0, "speech.yaml: nothing to change\n")
    assert not (folder / "speechgen.lock").exists()


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("{gt: office}", "--library:1:2: error[E121]: there is no key 'gt' here"),
        ("{git: nowhere}", "--library:1:7: error[E315]"),
        ("{git: office", "--library:1:1: error[E113]"),
    ],
)
def test_what_is_wrong_with_it(office: Repository, run, named: str, told: str) -> None:
    code, said = run("library", "list", "--library", named)
    assert (code, told in said) == (2, True), said
