"""What list, show and the site say, in both languages, compared with what lies beside it."""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import lxml.html
import pytest

from speechgen.cli.main import main
from speechgen.cli.show import width_of
from speechgen.librarian.check import check_library
from speechgen.librarian.site.write import write_site
from speechgen.library.library import open_library, shipped_library
from speechgen.source.diagnostic import SpeechgenError

OFFICE = Path(__file__).parents[1] / "libraries/office"
HOSTILE = OFFICE.parent / "hostile"
TOLD = OFFICE.parent / "office-told"
SHOWN = ["points", "形势", "pledge", "salute", "county", "laozi-64", "handover"]


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    with pytest.raises(SystemExit) as ended:
        main([*words, "--library", str(OFFICE)])
    assert ended.value.code == 0
    text = capsys.readouterr().out
    for folder, name in ((OFFICE, "OFFICE"), (shipped_library(), "SHIPPED")):
        text = text.replace(str(folder), name)
    return text


@pytest.mark.parametrize("folder", [None, OFFICE], ids=["shipped", "office"])
def test_sound_libraries(folder: Path | None) -> None:
    found = check_library(open_library(folder))
    assert [str(d.message) for d in found if d.code != "W332"] == []  # a shallow clone of ours


@pytest.mark.parametrize("language", ["en", "zh"])
def test_list(
    language: str, capsys: pytest.CaptureFixture[str], golden: Callable[[Path, str], None]
) -> None:
    golden(TOLD / f"list.{language}.txt", printed(capsys, "--lang", language, "library", "list"))


@pytest.mark.parametrize("name", SHOWN)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_show(
    name: str,
    language: str,
    capsys: pytest.CaptureFixture[str],
    golden: Callable[[Path, str], None],
) -> None:
    text = printed(capsys, "--lang", language, "library", "show", name)
    golden(TOLD / f"show-{name}.{language}.txt", text)


def test_columns_are_aligned_by_what_a_terminal_shows(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(capsys, "--lang", "zh", "library", "show", "points")
    rows = {line.split()[0]: line for line in text.splitlines() if line.startswith("  ")}
    for column in (("引语", "编号", "起始"), ("text", "numbering", "whole")):
        cells = zip(("lead_in", "numbering", "start"), column, strict=True)
        assert len({width_of(rows[name][: rows[name].rindex(cell)]) for name, cell in cells}) == 1


def test_the_example_can_be_pasted(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """What show prints as an example builds, in either language, to what it says."""
    for language in ("en", "zh"):
        text = printed(capsys, "--lang", language, "library", "show", "points")
        _, _, rest = text.partition({"en": "an example\n", "zh": "示例\n"}[language])
        example, _, said = rest.partition(
            {"en": "\nwhat it prints\n", "zh": "\n印出的样子\n"}[language]
        )
        outline = tmp_path / f"{language}.yaml"
        outline.write_text(f"library: {OFFICE}\nopening:\n{example}", "utf-8")
        with pytest.raises(SystemExit):
            main(["build", str(outline), "--to", "txt"])
        built = outline.with_suffix(".txt").read_text("utf-8")
        assert built == "".join(f"{line[2:]}\n" for line in said.splitlines())


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_same_site_each_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert write_site(open_library(OFFICE), tmp_path / name)[0] == 11
    assert digests(tmp_path / "one") == digests(tmp_path / "two")
    write_site(open_library(OFFICE), tmp_path / "one")
    assert digests(tmp_path / "one") == digests(tmp_path / "two")
    assert str(OFFICE) not in "".join(
        p.read_text("utf-8") for p in (tmp_path / "one").rglob("*.html")
    )


def test_pages_that_are_no_more_are_taken_away_and_nothing_else(tmp_path: Path) -> None:
    site = tmp_path / "site"
    write_site(open_library(OFFICE), site)
    (site / "notes.txt").write_text("ours", "utf-8")
    write_site(open_library(), site)
    assert not (site / "templates/pledge.html").exists()
    assert (site / "notes.txt").read_text("utf-8") == "ours"


def test_a_list_cannot_name_files_elsewhere(tmp_path: Path) -> None:
    """A site from a stranger may say that it consists of anything."""
    site = tmp_path / "site"
    site.mkdir()
    (tmp_path / "precious.html").write_text("ours", "utf-8")
    digest = hashlib.sha256(b"ours").hexdigest()
    (site / "site.json").write_text(f'{{"pages": {{"../precious.html": "{digest}"}}}}', "utf-8")
    write_site(open_library(), site)
    assert (tmp_path / "precious.html").read_text("utf-8") == "ours"


def test_nothing_is_written_where_something_stands_in_the_way(tmp_path: Path) -> None:
    site = tmp_path / "site"
    (site / "templates").mkdir(parents=True)
    (site / "templates/points.html").write_text("ours", "utf-8")
    with pytest.raises(SpeechgenError, match="E333"):
        write_site(open_library(), site)
    assert digests(site).keys() == {"templates/points.html"}


HARMLESS = ("markup", "html", "xml", "class")


def without_slow(folder: Path) -> Path:
    """The hostile library with the tricks that aim at pages, and a ledger that can be read."""
    skipped = shutil.ignore_patterns("sections", "link.yaml", "outlines")
    library = Path(shutil.copytree(HOSTILE, folder / "lib", symlinks=True, ignore=skipped))
    (library / "sections").mkdir()
    for name in HARMLESS:
        shutil.copy(HOSTILE / f"sections/{name}.md.j2", library / "sections")
    ledger = library / "directives/markup.yaml"
    ledger.write_text(ledger.read_text("utf-8").partition("- id: 控")[0], "utf-8")
    return library


def test_a_hostile_library_puts_no_markup_into_its_site(tmp_path: Path) -> None:
    """Every element in the pages is one that speechgen makes; no text became one."""
    write_site(open_library(without_slow(tmp_path)), tmp_path / "site")
    pages = list((tmp_path / "site").rglob("*.html"))
    assert len(pages) == 4 + len(HARMLESS) + 5
    for path in pages:
        page = lxml.html.parse(str(path)).getroot()
        assert len(page.findall(".//script")) == 1
        assert not page.xpath("//img|//b|//u|//i|//@onerror|//@onmouseover")
        assert not page.xpath("//a[starts-with(@href, 'javascript')]")


def test_broken_parts_are_told_and_do_not_keep_the_rest_out(tmp_path: Path) -> None:
    library = without_slow(tmp_path)
    (library / "sections/broken.md.j2").write_text("没有头部", "utf-8")
    (library / "directives/broken.yaml").write_text("- id: 甲\n", "utf-8")
    count, report = write_site(open_library(library), tmp_path / "site")
    assert count == 4 + len(HARMLESS) + 5
    assert {d.code for d in report.diagnostics} == {"E303", "E122"}
