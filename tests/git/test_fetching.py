"""An outline whose library is kept in git: what it is built from, and what stays as it was."""

import multiprocessing
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from speechgen.building import build, open_speech
from speechgen.library.lock import read_lock
from speechgen.source.diagnostic import Report, SpeechgenError
from speechgen.source.kept import cache_folder

from .repository import Repository

ROOT = Path(__file__).parents[2]


def outline(folder: Path, reference: str, name: str = "speech.yaml") -> Path:
    path = folder / name
    path.write_text(f"library: {reference}\nopening:\n  - pledge: {{who: 我}}\n", encoding="utf-8")
    return path


def printed(path: Path) -> str:
    """The one paragraph of the speech, and the codes of the warnings."""
    report = Report()
    target = build(path, to="txt", force=True, report=report)
    codes = " ".join(one.code for one in report.warnings())
    return f"{target.read_text('utf-8').strip()} {codes}".strip()


def fault(path: Path) -> str:
    with pytest.raises(SpeechgenError) as caught:
        build(path, to="txt", force=True)
    return "\n".join(f"{one.code} {one.message}" for one in caught.value.diagnostics)


def locked(folder: Path) -> list[tuple[str, str]]:
    return [(one.name, one.commit) for one in read_lock(folder / "speechgen.lock").values()]


def test_a_tag(folder: Path, office: Repository) -> None:
    path = outline(folder, "{git: office, rev: v1.0.0}")
    commit = office.git("rev-parse", "HEAD")
    assert printed(path) == "我表态。 W340"
    assert locked(folder) == [("v1.0.0", commit)]
    assert printed(path) == "我表态。"
    office.pledge("再表态")
    office.commit("v1.1.0")
    assert printed(path) == "我表态。"


def test_an_annotated_tag(folder: Path, office: Repository) -> None:
    office.git("tag", "--annotate", "--message", "a release", "v1.0.1")
    assert printed(outline(folder, "{git: office, rev: v1.0.1}")) == "我表态。 W340"
    assert locked(folder) == [("v1.0.1", office.git("rev-parse", "HEAD"))]


def test_a_commit(folder: Path, office: Repository) -> None:
    commit = office.git("rev-parse", "HEAD")
    office.pledge("再表态")
    office.commit()
    assert printed(outline(folder, f"{{git: office, rev: {commit}}}")) == "我表态。 W340"
    assert "E316 there is no tag or branch" in fault(
        outline(folder, f"{{git: office, rev: '{commit[:10]}'}}")
    )


def test_a_branch_stays_where_it_was_locked_and_is_warned_of(
    folder: Path, office: Repository
) -> None:
    path = outline(folder, "{git: office, rev: main}")
    assert printed(path) == "我表态。 W340 W342"
    office.pledge("再表态")
    office.commit()
    assert printed(path) == "我表态。"
    (folder / "speechgen.lock").unlink()
    assert printed(path) == "我再表态。 W340 W342"


def test_no_revision_is_the_branch_that_the_repository_is_on(
    folder: Path, office: Repository
) -> None:
    assert printed(outline(folder, "{git: office}")) == "我表态。 W340 W342"
    assert locked(folder)[0][0] == "main"


@pytest.mark.parametrize(
    ("rev", "tag"),
    [
        ("~=1.2", "v1.9.0"),
        ("'>=1,<1.3'", "v1.2.5"),
        ("==1.2.*", "v1.2.5"),
        ("'>=1'", "2.0"),
        ("==1.3rc1", "v1.3rc1"),
    ],
)
def test_a_range_of_versions(folder: Path, office: Repository, rev: str, tag: str) -> None:
    for name in ("v1.2.0", "v1.2.5", "v1.10-notes", "v1.9.0", "2.0", "v1.3rc1"):
        office.commit(name)
    printed(outline(folder, f"{{git: office, rev: {rev}}}"))
    assert locked(folder)[0][0] == tag


def test_no_version_in_the_range(folder: Path, office: Repository) -> None:
    path = outline(folder, "{git: office, rev: ~=3.0}")
    assert fault(path) == "E316 no tag is a version ~=3.0"
    assert not (folder / "speechgen.lock").exists()
    assert fault(outline(folder, "{git: office, rev: ~=drei}")).startswith("E316")
    assert fault(outline(folder, "{git: office, rev: v1.0.}")).startswith("E316")


def test_a_moved_tag_changes_nothing(folder: Path, office: Repository) -> None:
    path = outline(folder, "{git: office, rev: v1.0.0}")
    printed(path)
    office.pledge("再表态")
    office.commit()
    office.git("tag", "--force", "v1.0.0")
    assert printed(path) == "我表态。"
    shutil.rmtree(cache_folder())
    assert printed(path) == "我表态。"


def test_a_rebased_branch(folder: Path, office: Repository) -> None:
    path = outline(folder, "{git: office, rev: main}")
    printed(path)
    office.pledge("再表态")
    office.git("add", "--all")
    office.git("commit", "--quiet", "--amend", "--message", "again")
    office.git("tag", "--delete", "v1.0.0")
    assert printed(path) == "我表态。"  # from what was fetched
    office.git("reflog", "expire", "--expire=now", "--all")
    office.git("gc", "--quiet", "--prune=now")
    assert printed(path) == "我表态。"
    shutil.rmtree(cache_folder())
    assert fault(path).startswith("E316 the commit")


def test_a_repository_that_is_gone(folder: Path, office: Repository) -> None:
    path = outline(folder, "{git: office, rev: v1.0.0}")
    printed(path)
    office.folder.rename(folder / "elsewhere")
    assert printed(path) == "我表态。"
    shutil.rmtree(cache_folder())
    assert fault(path).startswith("E315 nothing can be fetched from office: ")


def test_many_libraries_in_one_repository(folder: Path) -> None:
    office = Repository(folder / "all")
    office.write(
        {
            "libs/city/library.yaml": "name: city\nversion: '2'\n",
            "libs/county/library.yaml": "name: county\nversion: '1'\nextends: ../city\n",
            "README.md": "no part of any library",
        }
    )
    office.pledge("表态", "libs/city")
    office.commit("county-v1.0")
    office.commit("city-v2.0")
    path = outline(folder, "{git: all, rev: ~=1.0, path: libs/county}")
    assert printed(path) == "我表态。 W340"
    assert locked(folder)[0][0] == "county-v1.0"
    assert not list(cache_folder().rglob("README.md"))
    assert fault(outline(folder, "{git: all, rev: county-v1.0, path: libs/town}")) == (
        "E301 there is no template library in 'libs/town' of all"
    )
    assert fault(outline(folder, "{git: all, path: ../city}")).startswith("E314")


def test_a_library_that_builds_on_one_in_git(folder: Path, office: Repository) -> None:
    county = folder / "county"
    county.mkdir()
    manifest = "name: county\nversion: '1'\nextends: {git: ../office, rev: ~=1.0}\n"
    (county / "library.yaml").write_text(manifest, "utf-8")
    assert printed(outline(folder, "county")) == "我表态。 W340"
    assert locked(folder) == [("v1.0.0", office.git("rev-parse", "HEAD"))]
    office.folder.rename(folder / "gone")
    assert printed(outline(folder, "county")) == "我表态。"


def test_a_stranger_may_not_name_what_lies_here(folder: Path, office: Repository) -> None:
    stranger = Repository(folder / "stranger")
    for extends in (f"{{git: {office.folder}}}", f"{{git: 'file://{office.folder}'}}", "../office"):
        stranger.write({"library.yaml": f"name: s\nversion: '1'\nextends: {extends}\n"})
        commit = stranger.commit()
        told = fault(outline(folder, f"{{git: stranger, rev: {commit}}}"))
        assert told[:4] in ("E314", "E312"), told


def test_the_settings_may_name_it(folder: Path, office: Repository) -> None:
    (folder / "speechgen.yaml").write_text("library: {git: office, rev: v1.0.0}\n", "utf-8")
    inner = folder / "speeches"
    inner.mkdir()
    path = inner / "speech.yaml"
    path.write_text("opening:\n  - pledge: {who: 我}\n", "utf-8")
    assert printed(path) == "我表态。 W340"
    assert locked(folder) and not (inner / "speechgen.lock").exists()


def test_the_lock_holds_no_path_of_this_machine(folder: Path, office: Repository) -> None:
    printed(outline(folder, f"{{git: '{office.folder}', rev: v1.0.0}}"))
    text = (folder / "speechgen.lock").read_text("utf-8")
    assert "git: 'office'" in text and str(folder) not in text


@pytest.mark.parametrize(
    ("git", "code"),
    [
        ("--upload-pack=touch owned", "E314"),
        ("'ext::sh -c touch% owned'", "E314"),
        ("'fd::17'", "E314"),
        ("ftp://example.org/x.git", "E314"),
        ("nowhere", "E315"),
        ("'https://localhost:1/x.git'", "E315"),
    ],
)
def test_addresses_that_are_none(folder: Path, git: str, code: str) -> None:
    assert fault(outline(folder, f"{{git: {git}}}")).startswith(code)
    assert not list(folder.rglob("owned"))


@pytest.mark.parametrize(
    "git",
    [
        "https://keeper:hunter2@localhost:1/x.git",
        "https://hunter2@localhost:1/x.git",
        "https://localhost:1/x.git?access_token=hunter2",
        "keeper:hunter2@localhost.invalid:x.git",
    ],
)
def test_passwords_are_seen_nowhere(
    folder: Path, capsys: pytest.CaptureFixture[str], git: str
) -> None:
    from speechgen.cli.main import main

    path = outline(folder, f"{{git: '{git}', rev: v1}}")
    with pytest.raises(SystemExit):
        main(["build", str(path)])
    said = "".join(capsys.readouterr())
    assert "E315" in said and "W341" in said
    assert "hunter2" not in said and "keeper" not in said


def test_without_git(folder: Path, office: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    path = outline(folder, "{git: office, rev: v1.0.0}")
    before = os.environ["PATH"]
    monkeypatch.setenv("PATH", str(folder))
    assert fault(path) == "E315 there is no git on this computer"
    monkeypatch.setenv("PATH", before)
    printed(path)
    monkeypatch.setenv("PATH", str(folder))
    assert printed(path) == "我表态。"  # what was fetched needs none


def test_a_hook_is_never_run(folder: Path, office: Repository) -> None:
    for hook in ("post-checkout", "reference-transaction", "post-index-change", "pre-auto-gc"):
        file = office.folder / ".git/hooks" / hook
        file.write_text(f"#!/bin/sh\ntouch '{folder}/owned'\n")
        file.chmod(0o755)
    office.write({".gitattributes": "*.j2 filter=owned ident export-subst\n"})
    office.git("config", "filter.owned.smudge", f"touch '{folder}/owned'")
    commit = office.commit()
    (folder / "owned").unlink(missing_ok=True)
    assert printed(outline(folder, f"{{git: office, rev: {commit}}}")) == "我表态。 W340"
    assert not (folder / "owned").exists()


def test_what_no_library_may_hold(folder: Path, office: Repository) -> None:
    (office.folder / "sections/link.md.j2").symlink_to("/etc/passwd")
    (office.folder / "layouts").mkdir()
    for name in ("aux.yaml", "a:b.yaml", "A.yaml", "a.yaml"):
        (office.folder / "layouts" / name).write_text("title: {size: 22}\n")
    (office.folder / "genres").mkdir()
    (office.folder / "genres/big.zh.yaml").write_bytes(b"# \n" * 2_000_000)
    inner = Repository(folder / "inner")
    inner.commit()
    office.git("submodule", "--quiet", "add", str(inner.folder), "directives")
    commit = office.commit()
    told = fault(outline(folder, f"{{git: office, rev: {commit}}}")).split("\n")
    assert sorted(line.removeprefix("E317 ") for line in told) == [
        "'directives' in office: this is a submodule",
        "'genres/big.zh.yaml' in office: the file is larger than 4 MB",
        "'layouts/a.yaml' in office: 'layouts/A.yaml' differs from it in capitals alone",
        "'layouts/a:b.yaml' in office: the name has a character that no file name may have",
        "'layouts/aux.yaml' in office: Windows has no file of that name",
        "'sections/link.md.j2' in office: this is a link",
    ]
    assert not list(cache_folder().rglob("library.yaml"))


def test_links_elsewhere_in_the_repository_do_no_harm(folder: Path, office: Repository) -> None:
    (office.folder / "latest").symlink_to("/etc")
    commit = office.commit()
    assert printed(outline(folder, f"{{git: office, rev: {commit}}}")) == "我表态。 W340"


def test_another_digest(folder: Path, office: Repository) -> None:
    path = outline(folder, "{git: office, rev: v1.0.0}")
    printed(path)
    lock = folder / "speechgen.lock"
    text = lock.read_text("utf-8")
    lock.write_text(text.replace("digest: 'sha256:", "digest: 'sha256:0"), "utf-8")
    assert fault(path) == "E319 what was fetched from office is not what was locked"
    lock.write_text(text.replace("version: 1", "version: 2"), "utf-8")
    assert fault(path).startswith("E318")
    lock.write_text(text.replace("commit: '", "commit: 'x"), "utf-8")
    assert fault(path).startswith("E318")


def damage_text(commit: Path) -> None:
    file = commit / "sections/pledge.md.j2"
    file.write_text(file.read_text("utf-8").replace("表态", "篡改"), "utf-8")


@pytest.mark.parametrize(
    "damage",
    [
        damage_text,
        lambda commit: (commit / "sections/pledge.md.j2").unlink(),
        lambda commit: (commit / "library.yaml").unlink(),
        lambda commit: (commit / ".digest").write_bytes(b"\xff\xfe"),
        lambda commit: (commit / ".digest").write_bytes(b""),
        lambda commit: (commit / ".digest").unlink(),
    ],
)
def test_what_is_damaged_in_the_cache_is_fetched_again(
    folder: Path, office: Repository, damage: Callable[[Path], object]
) -> None:
    path = outline(folder, "{git: office, rev: v1.0.0}")
    printed(path)
    (digest,) = cache_folder().rglob(".digest")
    damage(digest.parent)
    assert printed(path) == "我表态。"
    assert not list(cache_folder().rglob(".fetching-*"))


def test_what_a_killed_fetch_has_left_is_swept_away(folder: Path, office: Repository) -> None:
    path = outline(folder, "{git: office, rev: v1.0.0}")
    printed(path)
    (digest,) = cache_folder().rglob(".digest")
    for name, age in ((".fetching-old", 200_000), (".fetching-new", 0)):
        left = digest.parent.parent / name
        left.mkdir()
        os.utime(left, (time.time() - age,) * 2)
    digest.unlink()
    printed(path)
    assert [left.name for left in cache_folder().rglob(".fetching-*")] == [".fetching-new"]


def test_a_commit_in_capitals(folder: Path, office: Repository) -> None:
    commit = office.git("rev-parse", "HEAD").upper()
    assert printed(outline(folder, f"{{git: office, rev: {commit}}}")) == "我表态。 W340"


@pytest.mark.parametrize("text", ["<<<<<<< HEAD\n", "version: 1\nlibraries: [x", "\0\1"])
def test_a_lock_that_cannot_be_read(folder: Path, office: Repository, text: str) -> None:
    (folder / "speechgen.lock").write_text(text, "utf-8")
    path = outline(folder, "{git: office, rev: v1.0.0}")
    with pytest.raises(SpeechgenError) as caught:
        build(path)
    (found,) = caught.value.diagnostics
    assert found.code == "E318" and "delete it" in str(found.hint)


def _built_in(path: str) -> str:
    return printed(Path(path))


def test_several_processes_at_once(folder: Path, office: Repository) -> None:
    paths = [str(outline(folder, "{git: office, rev: v1.0.0}", f"s{n}.yaml")) for n in range(6)]
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        told = pool.map(_built_in, paths, chunksize=1)
    assert {one.split()[0] for one in told} == {"我表态。"}
    assert locked(folder) == [("v1.0.0", office.git("rev-parse", "HEAD"))]
    left = [path.name for path in cache_folder().rglob(".fetching-*")]
    assert not left


def test_a_batch_in_several_processes(folder: Path, office: Repository) -> None:
    path = outline(folder, "{git: office, rev: v1.0.0}")
    text = path.read_text("utf-8").replace("who: 我", "who: '{{ 谁 }}'")
    path.write_text(text + "vars: {谁: 我}\nvariants: {name: '{{ 谁 }}'}\n", "utf-8")
    (folder / "rows.csv").write_text("谁\n甲县\n乙县\n丙县\n", "utf-8")
    command = [sys.executable, "-m", "speechgen", "batch", "speech.yaml", "-d", "rows.csv"]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    subprocess.run([*command, "-o", "out", "-j", "2"], cwd=folder, check=True, env=environment)
    names = sorted(file.name for file in (folder / "out").glob("*.docx"))
    assert names == ["丙县.docx", "乙县.docx", "甲县.docx"]


def test_a_speech_travels(folder: Path, office: Repository) -> None:
    import pickle

    speech = open_speech(outline(folder, "{git: office, rev: v1.0.0}"), None, Report())
    office.folder.rename(folder / "gone")
    again = pickle.loads(pickle.dumps(speech))
    assert again.digest == speech.digest
    assert again.library.origin == speech.library.origin
