"""Documents packed by ISA-L: other bytes, the same documents, the same rules for second runs."""

import sys
from concurrent.futures import ProcessPoolExecutor

import pytest

from speechgen.cli.main import main
from speechgen.source.diagnostic import SpeechgenError
from speechgen.word.deflate import fast_deflate
from tests.errors.running import edit
from tests.word.package import parts_of

from .workshop import NAMES, Project

isal = pytest.importorskip("isal")


def test_other_bytes_and_the_same_parts(project: Project) -> None:
    project.run()
    by_zlib = project.documents()
    done = project.run(deflate="isal")
    assert done.statuses == "bbb"  # whoever changes the option gets what it says
    by_isal = project.documents()
    assert list(by_isal) == list(by_zlib) == NAMES
    for name in NAMES:
        assert by_isal[name] != by_zlib[name]
        assert parts_of(by_isal[name]) == parts_of(by_zlib[name])
    before = project.touched()
    assert project.run(deflate="isal").statuses == "uuu"
    assert project.touched() == before
    assert project.run().statuses == "bbb"
    assert project.documents() == by_zlib


def test_the_same_bytes_whoever_packs(project: Project) -> None:
    project.rows(f"A{n},云溪{n}县,陆行舟{n},{n},甲" for n in range(400))
    project.run(deflate="isal", jobs=1)
    alone = project.touched()
    assert len(alone) == 400
    project.out.rename(project.folder / "alone")
    project.run(deflate="isal", jobs=2)
    assert project.documents() == {name: data for name, (_, _, data) in alone.items()}
    project.out.rename(project.folder / "together")
    with ProcessPoolExecutor(1) as executor:
        project.run(deflate="isal", executor=executor)
    assert project.documents() == {name: data for name, (_, _, data) in alone.items()}


def test_documents_are_known_without_the_state(project: Project) -> None:
    project.run(deflate="isal")
    before = project.touched()
    (project.out / ".speechgen/state.sqlite").unlink()
    assert project.run(deflate="isal").statuses == "uuu"
    assert project.touched() == before
    (project.out / ".speechgen/state.sqlite").unlink()
    assert project.run().statuses == "bbb"  # they are ours, whatever packed them


def test_an_edit_is_kept(project: Project) -> None:
    project.run(deflate="isal")
    edit(project.out / NAMES[1], "防汛", "抗旱")
    before = project.touched()
    done = project.run(deflate="isal")
    assert (done.statuses, done.codes[1]) == ("uku", ["W755"])
    done = project.run()
    assert (done.statuses, done.codes[1]) == ("bkb", ["W754"])
    assert project.touched()[NAMES[1]] == before[NAMES[1]]


def test_another_version_of_it_is_looked_at(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may make other bytes; these here are the same, and nothing is written."""
    project.run(deflate="isal")
    before = project.touched()
    monkeypatch.setattr(isal, "__version__", "9.9.9")
    done = project.run(deflate="isal")
    assert done.statuses == "uuu"
    assert project.touched() == before


def test_texts_are_not_packed(project: Project) -> None:
    project.run(to="md")
    before = project.touched()
    assert project.run(to="md", deflate="isal").statuses == "uuu"
    assert project.touched() == before


def test_without_the_package(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "isal", None)
    fast_deflate.cache_clear()
    try:
        with pytest.raises(SpeechgenError) as caught:
            project.run(deflate="isal")
        assert project.run().statuses == "bbb"
    finally:
        fast_deflate.cache_clear()
    (found,) = caught.value.diagnostics
    assert (found.code, str(found.hint)) == ("E766", "pip install 'speechgen[fast]'")


def test_from_the_command_line(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    def code_of(deflate: str) -> object:
        out = ["-o", str(project.out), "-q", "--deflate", deflate]
        with pytest.raises(SystemExit) as ended:
            main(["batch", str(project.folder / "outline.yaml"), *out])
        return ended.value.code

    assert code_of("isal") == 0
    by_isal = project.documents()
    project.run(deflate="isal", fresh=True)
    assert project.documents() == by_isal
    assert code_of("zopfli") == 2
    assert "zopfli" in capsys.readouterr().err
