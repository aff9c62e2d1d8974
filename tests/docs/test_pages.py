"""Links lead somewhere, pictures are small, what README promises to .ci/run is there."""

import re
import tomllib
from pathlib import Path

import pytest

from speechgen import __version__
from speechgen.document import numbers, passes, tree

from .pages import PAGES, ROOT, anchors, chapter, code, fenced, first_code, links, page, table
from .workshop import printed

LARGEST_PICTURE = 200_000  # bytes


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str) -> None:
    for link in links(name):
        if link.startswith("https://"):
            continue
        path, _, anchor = link.partition("#")
        target = (ROOT / name).parent / path if path else ROOT / name
        assert target.exists(), f"{name}: {link}"
        if anchor:
            assert anchor in anchors(str(target.resolve().relative_to(ROOT))), f"{name}: {link}"


def test_pictures_are_small_and_used() -> None:
    shown = {Path(link).name for name in PAGES for link in links(name) if link.endswith(".png")}
    pictures = {path.name: path for path in (ROOT / "docs/pictures").glob("*.png")}
    assert set(pictures) == shown
    for path in pictures.values():
        assert path.stat().st_size < LARGEST_PICTURE
        assert path.read_bytes().startswith(b"\x89PNG")


def test_the_readme_holds_what_ci_runs() -> None:
    first, second = (b.text for b in fenced("README.md") if b.info and b.info[0] == "bash")
    outline = re.fullmatch(r"pip install \. && speechgen build (outlines/\S+\.yaml)\n", first)
    assert outline
    assert (ROOT / outline[1]).is_file()
    assert second == "pip install -e '.[test]' && pytest\n"


def test_the_readme_has_its_places() -> None:
    assert re.search(r"<!-- ratios -->\n.*?<!-- /ratios -->", page("README.md"), re.S)


def test_ten_lines_in_both_languages_print_the_same(tmp_path: Path) -> None:
    english, chinese = (
        next(block for block in fenced(name) if block.info == ("yaml",))
        for name in ("README.md", "README.zh-CN.md")
    )
    assert len(english.text.splitlines()) == len(chinese.text.splitlines()) == 10
    assert printed(english, tmp_path) == printed(chinese, tmp_path)


def test_the_newest_change_is_this_version() -> None:
    found = re.findall(r"^## \[(\d.*?)\] - \d{4}-\d\d-\d\d$", page("CHANGELOG.md"), re.M)
    assert found[0] == __version__


def test_every_room_is_told() -> None:
    settings = tomllib.loads(page("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    layers = [layer for contract in settings for layer in contract["layers"]]
    rooms = {room.strip(" ()") for layer in layers for room in re.split("[|:]", layer)}
    told = set(first_code(table(chapter("docs/architecture.md", "Rooms"), "room")))
    assert told == rooms


def test_every_file_that_is_told_is_there() -> None:
    rows = table(chapter("docs/architecture.md", "Where to look"), "for")
    for span in (span for row in rows for span in code(row[1])):
        if re.fullmatch(r"[\w./-]+", span):
            places = (ROOT / span, ROOT / "speechgen" / span)
            assert any(place.exists() for place in places), span
    for span in code(page("CONTRIBUTING.md")):
        if re.fullmatch(r"(?:speechgen|templates|tests|docs)/[\w./-]+", span):
            assert (ROOT / span).exists() or "NAME" in span, span


def test_the_names_in_contributing_are_there() -> None:
    text = page("CONTRIBUTING.md")
    for name, module in (
        ("_SIGNS", numbers),
        ("_SERIES", numbers),
        ("run_passes", passes),
        ("map_lines", tree),
        ("Form", tree),
    ):
        assert f"`{name}`" in text
        assert hasattr(module, name)
