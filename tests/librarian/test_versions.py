"""The check compares contracts with the last release, in real repositories."""

import subprocess
from pathlib import Path

import pytest

from speechgen.librarian.check import check_library
from speechgen.library.library import open_library
from speechgen.source.messages import set_language

MANIFEST = "name: 县府\nversion: {version}\n"
PLEDGE = """\
---
about: 承诺
zh: 承诺
fields:
  who: text
  tone: {{type: choice, choices: [轻, 重], default: 轻}}
{more}example: {{who: 我}}
---
{{{{ who }}}}{{% if tone == '重' %}}郑重{{% endif %}}承诺{printed}。
"""
WHOM = ("  whom: {type: text}\n", "{{ whom }}")
NEEDED = ("  whom: {type: text, required: true}\n", "{{ whom }}")


class Office:
    """A library in a repository of its own, in a folder with blanks and hanzi in its name."""

    def __init__(self, folder: Path) -> None:
        self.repository = folder / "县 府"
        self.folder = self.repository / "模板 库"
        (self.folder / "sections").mkdir(parents=True)
        self.git("init", "-q")
        self.git("config", "user.name", "库管")
        self.git("config", "user.email", "keeper@example.org")

    def git(self, *arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=self.repository, check=True, capture_output=True)

    def write(self, version: str, more: str = "", printed: str = "") -> None:
        (self.folder / "library.yaml").write_text(MANIFEST.format(version=version), "utf-8")
        text = PLEDGE.format(more=more, printed=printed)
        (self.folder / "sections/pledge.md.j2").write_text(text, "utf-8")

    def release(self, tag: str) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", tag)
        self.git("tag", tag)

    def found(self) -> list[str]:
        return [
            f"{d.place.line if d.place else 0} {d.code} {d.message}"
            for d in check_library(open_library(self.folder))
        ]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    set_language("en")
    return Office(tmp_path)


def test_nothing_to_compare_with(office: Office) -> None:
    office.write("1.0.0")
    assert office.found() == []  # no commit
    office.git("add", "-A")
    office.git("commit", "-qm", "begin")
    office.write("1.0.0", *NEEDED)
    assert [line for line in office.found() if "E325" not in line and "E306" not in line] == []


def test_what_breaks_outlines_needs_another_first_number(office: Office) -> None:
    office.write("1.2.0", *WHOM)
    office.release("v1.2.0")
    office.write("1.2.0")
    gone = "3 E322 'whom' of 'pledge' was removed since v1.2.0, but the version is still {}"
    assert office.found() == [gone.format("1.2.0").replace("3 ", "2 ", 1)]
    office.write("1.3.0")
    assert [line[:6] for line in office.found()] == ["2 E322"]
    office.write("2.0.0")
    assert office.found() == []
    office.write("2.0.0rc1")
    assert office.found() == []


def test_an_addition_needs_another_second_number(office: Office) -> None:
    office.write("1.2.0")
    office.release("1.2.0")
    office.write("1.2.1", *WHOM)
    assert office.found() == [
        "7 W323 'pledge' got 'whom' since 1.2.0, but the version is still 1.2.1"
    ]
    office.write("1.3.0", *WHOM)
    assert office.found() == []


def test_before_one_the_second_number_tells_of_what_breaks(office: Office) -> None:
    office.write("0.3.0")
    office.release("v0.3.0")
    office.write("0.3.1", *WHOM)
    assert office.found() == []
    office.write("0.3.0", *WHOM)
    assert [line[:6] for line in office.found()] == ["7 W323"]
    path = office.folder / "sections/pledge.md.j2"
    path.write_text(
        path.read_text("utf-8").replace("[轻, 重]", "[重]").replace("默认", ""), "utf-8"
    )
    assert "6 E322 'tone' of 'pledge' takes '轻' no longer" in "\n".join(office.found())


def test_the_newest_version_before_the_commit_counts(office: Office) -> None:
    """9 comes before 10; a tag on another branch and one that is no version do not count."""
    office.write("1.9.0", *WHOM)
    office.release("v1.9.0")
    office.write("1.10.0")
    office.release("v1.10.0")
    office.release("release-of-may")
    office.git("checkout", "-q", "-b", "other")
    office.write("3.0.0", *WHOM)
    office.release("v3.0.0")
    office.git("checkout", "-q", "-")
    office.git("checkout", "-q", "v1.10.0")
    assert office.found() == []


def test_templates_that_come_and_go(office: Office) -> None:
    office.write("1.0.0")
    office.release("v1.0.0")
    old = office.folder / "sections/pledge.md.j2"
    (office.folder / "sections/oath.md.j2").write_text(
        old.read_text("utf-8").replace("zh: 承诺", "zh: 誓言"), "utf-8"
    )
    old.unlink()
    assert office.found() == [
        "2 E322 the template 'pledge' was removed since v1.0.0, but the version is still 1.0.0",
        "2 W323 the template 'oath' was added since v1.0.0, but the version is still 1.0.0",
    ]


def test_a_template_that_the_library_below_has_too_is_not_missed(office: Office) -> None:
    office.write("1.0.0")
    salute = office.folder / "sections/salute.md.j2"
    text = "---\nabout: 呼语\nfields: {text: text}\nexample: 同志们！\n---\n{{ text }}\n"
    salute.write_text(text, "utf-8")
    office.release("v1.0.0")
    salute.unlink()  # the shipped one is there again, with another contract: its text is required
    (office.folder / "library.yaml").write_text(MANIFEST.format(version="1.0.1"), "utf-8")
    assert sorted(line.partition(" ")[2].partition(" since ")[0] for line in office.found()) == [
        "E322 'text' of 'salute' may no longer be left out",
        "W323 'salute' got the Chinese name '呼语'",
        "W323 'text' of 'salute' got the Chinese name '内容'",
    ]


def test_a_shallow_clone_is_told(office: Office, tmp_path: Path) -> None:
    office.write("1.0.0")
    office.release("v1.0.0")
    office.release("v1.0.1")
    office.git("commit", "-q", "--allow-empty", "-m", "on")
    clone = tmp_path / "clone"
    url = office.repository.as_uri()
    subprocess.run(["git", "clone", "-q", "--depth", "1", "--no-tags", url, str(clone)], check=True)
    found = check_library(open_library(clone / "模板 库"))
    assert [(d.code, str(d.message)) for d in found] == [
        ("W332", "git cannot tell what was released: the clone is shallow and holds no tags")
    ]


@pytest.mark.parametrize("said", ["core.fsmonitor", "core.hooksPath", "core.sshCommand"])
def test_nothing_of_a_strange_repository_is_run(
    office: Office, tmp_path: Path, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor does what the surroundings say of another repository lead astray."""
    office.write("1.0.0")
    office.release("v1.0.0")
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch '{tmp_path}/sprung'\n", "utf-8")
    trap.chmod(0o755)
    hooks = office.repository / ".git/hooks"
    for hook in ("reference-transaction", "post-checkout", "fsmonitor-watchman"):
        (hooks / hook).write_text(trap.read_text("utf-8"), "utf-8")
        (hooks / hook).chmod(0o755)
    office.git("config", said, str(hooks if "hooks" in said else trap))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    assert office.found() == []
    assert not (tmp_path / "sprung").exists()
