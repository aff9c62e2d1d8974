"""``speechgen library lock``, ``update`` and ``add``, run as a writer runs them."""

from pathlib import Path

import pytest

from speechgen.cli.main import main

from .repository import Repository
from .test_fetching import outline


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    """Run a command in the folder: its code, what it says."""
    monkeypatch.chdir(folder)

    def run(*arguments: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as end:
            main(["library", *arguments])
        said = capsys.readouterr()
        return int(end.value.code or 0), said.err + said.out

    return run


def short(repository: Repository, rev: str = "HEAD") -> str:
    return repository.git("rev-parse", rev)[:12]


def test_lock(folder: Path, office: Repository, run) -> None:
    outline(folder, "{git: office, rev: ~=1.0}")
    code, said = run("lock", "--check")
    assert code == 2
    assert "speech.yaml:1:16: error[E318]: office is not in speechgen.lock" in said
    assert not (folder / "speechgen.lock").exists()
    code, said = run("lock")
    assert code == 0
    assert said.endswith(f"speechgen.lock\n  office ~=1.0: v1.0.0 ({short(office)})\n")
    before = (folder / "speechgen.lock").read_bytes()
    office.commit("v1.1.0")
    assert run("lock", "--check")[0] == run("lock")[0] == 0
    assert (folder / "speechgen.lock").read_bytes() == before


def test_nothing_to_lock(folder: Path, run) -> None:
    (folder / "speech.yaml").write_text("title: 讲话\n", "utf-8")
    assert run("lock") == (0, "no library in git is used here\n")
    assert run("update") == (0, "nothing is newer than what speechgen.lock says\n")
    assert not (folder / "speechgen.lock").exists()


def test_update_says_what_changes(folder: Path, office: Repository, run) -> None:
    outline(folder, "{git: office, rev: '>=1'}")
    run("lock")
    old = short(office)
    office.pledge("再表态", field="whom")
    office.write(
        {
            "library.yaml": "name: office\nversion: 2.0.0\n",
            "sections/oath.md.j2": "---\nabout: 宣誓\nfields: {who: text}\n---\n{{ who }}宣誓。\n",
            "layouts/wide.yaml": "extends: standard\n",
        }
    )
    office.commit("v2.0.0")
    before = (folder / "speechgen.lock").read_bytes()
    told = (
        f"office: v1.0.0 ({old}) -> v2.0.0 ({short(office)})\n"
        "  + the template 'oath' was added\n"
        "  ! 'who' of 'pledge' was removed\n"
        "  + 'pledge' got 'whom'\n"
        "  ~ version 1.0.0 -> 2.0.0\n"
        "  ~ the template 'pledge' prints something else\n"
        "  ~ the layout 'wide' was added\n"
    )
    code, said = run("update", "--dry-run")
    assert code == 1 and told in said
    assert "speech.yaml:3:14: error[E121]: there is no key 'who' here" in said
    assert (folder / "speechgen.lock").read_bytes() == before
    code, said = run("update")
    assert code == 1 and told in said and said.endswith("wrote speechgen.lock\n")
    assert run("update") == (0, "nothing is newer than what speechgen.lock says\n")


def test_update_tells_a_moved_tag(folder: Path, office: Repository, run) -> None:
    outline(folder, "{git: office, rev: v1.0.0}")
    run("lock")
    old = short(office)
    office.pledge("再表态")
    office.commit()
    office.git("tag", "--force", "v1.0.0")
    code, said = run("update")
    assert code == 0
    assert f"office: v1.0.0 ({old}) -> v1.0.0 ({short(office)})" in said
    assert "  ! the tag v1.0.0 was moved\n" in said


def test_update_without_the_old_commit(folder: Path, office: Repository, run) -> None:
    import shutil

    from speechgen.source.kept import cache_folder

    path = outline(folder, "{git: office, rev: main}")
    run("lock")
    shutil.rmtree(cache_folder())
    office.pledge("再表态")
    office.git("tag", "--delete", "v1.0.0")
    office.git("commit", "--quiet", "--amend", "--all", "--message", "again")
    office.git("reflog", "expire", "--expire=now", "--all")
    office.git("gc", "--quiet", "--prune=now")
    code, said = run("update", path.name)
    assert code == 0
    assert f"office: main ({short(office)})" in said and "wrote speechgen.lock" in said


def test_update_keeps_what_nobody_asked_for(folder: Path, office: Repository, run) -> None:
    outline(folder, "{git: office, rev: v1.0.0}", "a.yaml")
    outline(folder, "{git: office, rev: main}", "b.yaml")
    run("lock")
    office.pledge("再表态")
    office.commit()
    run("update", "a.yaml")
    assert run("lock")[1].count(short(office, "v1.0.0")) == 2
    run("update", "b.yaml")
    said = run("lock")[1]
    assert said.count(short(office, "v1.0.0")) == said.count(short(office)) == 1


def test_add(folder: Path, office: Repository, run) -> None:
    office.commit("v1.2.3")
    office.commit("v2.0rc1")
    code, said = run("add", "office")
    assert code == 0 and "the library office 1.0.0\nwrote speechgen.yaml\n" in said
    assert (folder / "speechgen.yaml").read_text() == "library: {git: 'office', rev: '~=1.2'}\n"
    assert "v1.2.3" in (folder / "speechgen.lock").read_text("utf-8")
    code, said = run("add", "office")
    assert code == 2 and "speechgen.yaml:1:16: error[E343]" in said


def test_add_keeps_what_the_settings_say(folder: Path, run) -> None:
    (folder / "speechgen.yaml").write_text("layout: centred  # as always", "utf-8")
    (folder / "lib").mkdir()
    (folder / "lib/library.yaml").write_text("name: lib\nversion: '1'\n", "utf-8")
    assert run("add", "lib")[0] == 0
    text = (folder / "speechgen.yaml").read_text("utf-8")
    assert text == "layout: centred  # as always\nlibrary: 'lib'\n"


def test_add_what_is_not_there(folder: Path, run) -> None:
    code, said = run("add", "nowhere")
    assert code == 2 and "E315" in said
    assert not list(folder.iterdir())


def test_no_password_is_written(folder: Path, office: Repository, run) -> None:
    office.git("config", "url.x.insteadOf", "y")
    code, said = run("add", "https://keeper:hunter2@localhost:1/office.git", "--rev", "v1")
    assert code == 2 and "hunter2" not in said


def test_update_carries_outlines_over(folder: Path, office: Repository, run) -> None:
    """With the library's migrations, in place, comments and all."""
    path = outline(folder, "{git: office, rev: '>=1'}")
    with path.open("a", encoding="utf-8") as file:
        file.write("# 结尾待定\n")
    run("lock")
    office.pledge("再表态", field="whom")
    office.write(
        {
            "library.yaml": "name: office\nversion: 2.0.0\n",
            "migrations/2.0.0.yaml": (
                "to: 2.0.0\nchanges:\n  - rename_field: {template: pledge, from: who, to: whom}\n"
            ),
        }
    )
    office.commit("v2.0.0")
    before = path.read_text("utf-8")
    code, said = run("update", "--outlines", ".", "--dry-run")
    assert code == 0 and "+  - pledge: {whom: 我}" in said
    assert path.read_text("utf-8") == before
    code, said = run("update", "--outlines", ".")
    assert code == 0 and "error" not in said
    assert path.read_text("utf-8") == before.replace("who:", "whom:")
    assert run("update", "--outlines", ".")[0] == 0
    assert path.read_text("utf-8") == before.replace("who:", "whom:")


def test_update_looks_at_outlines_of_the_projects_library(
    folder: Path, office: Repository, run
) -> None:
    """The settings name the library, the outlines nothing."""
    run("add", "office")
    path = folder / "speech.yaml"
    path.write_text("opening:\n  - pledge: {who: 我}\n", "utf-8")
    office.pledge("再表态", field="whom")
    office.commit("v1.1.0")
    code, said = run("update", "--dry-run")
    assert code == 1 and "speech.yaml:2:14: error[E121]" in said
    assert "--outlines PATH makes the library's migrations" in said


def test_nothing_newer_to_carry_outlines_over_to(folder: Path, office: Repository, run) -> None:
    outline(folder, "{git: office, rev: v1.0.0}")
    run("lock")
    assert "speechgen library migrate --from VERSION" in run("update", "--outlines", ".")[1]


@pytest.mark.parametrize("settings", ["{layout: standard}\n", "---\nlayout: standard\n...\n", "[a"])
def test_add_to_settings_that_take_no_line(folder: Path, run, settings: str) -> None:
    (folder / "speechgen.yaml").write_text(settings, "utf-8")
    (folder / "lib").mkdir()
    (folder / "lib/library.yaml").write_text("name: lib\nversion: '1'\n", "utf-8")
    assert run("add", "lib")[0] == 2
    assert (folder / "speechgen.yaml").read_text("utf-8") == settings


def test_add_keeps_line_ends(folder: Path, run) -> None:
    (folder / "speechgen.yaml").write_bytes(b"layout: standard\r\n")
    (folder / "lib").mkdir()
    (folder / "lib/library.yaml").write_text("name: lib\nversion: '1'\n", "utf-8")
    assert run("add", "lib")[0] == 0
    assert (folder / "speechgen.yaml").read_bytes() == b"layout: standard\r\nlibrary: 'lib'\r\n"


def test_a_failed_add_leaves_nothing(folder: Path, office: Repository, run) -> None:
    assert run("add", "office", "--path", "nowhere")[0] == 2
    assert run("add", "x" * 300)[0] == 2
    assert sorted(path.name for path in folder.iterdir()) == ["office"]


def test_add_of_an_epoch(folder: Path, office: Repository, run) -> None:
    office.commit("v1!2.0")
    assert run("add", "office")[0] == 0
    assert "rev: '~=1!2.0'" in (folder / "speechgen.yaml").read_text("utf-8")
