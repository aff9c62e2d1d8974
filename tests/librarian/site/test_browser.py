"""The site in a real Chromium: the search, the pages, and that nothing of a library is run.

``pytest tests/librarian/site --pictures FOLDER`` leaves pictures there, to be looked at.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from documents.browser import opened_browser

from speechgen.librarian.site.write import write_site
from speechgen.library.library import open_library
from speechgen.source.messages import set_language
from tests.librarian.test_shown import OFFICE, without_slow

PAGES = ("index", "templates/points", "layouts", "directives", "genres")
SIZES = {"wide": (1100, 900), "phone": (390, 800)}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with opened_browser() as opened:
        yield opened


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Open a page of a library's site; nothing may go wrong, and no other file be asked for."""
    contexts: list[Any] = []
    faults: list[str] = []

    def open_page(name: str = "index", library: Path = OFFICE, **options: Any) -> Any:
        site = tmp_path / "site"
        write_site(open_library(library), site)
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text))
        page.on("request", lambda request: _only(request.url, site, faults))
        page.goto((site / f"{name}.html").as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


def _only(url: str, site: Path, faults: list[str]) -> None:
    if not url.startswith(site.as_uri()):
        faults.append(f"asked for {url}")


def found(page: Any) -> list[str]:
    return [one.strip() for one in page.locator(".card:visible > a").all_inner_texts()]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("表态", ["pledge", "handover"]),  # a template's name, and what a genre is for
        ("PLEDGE", ["pledge"]),
        ("承诺 期限", ["pledge"]),  # two words, fields of one template
        ("until when", ["pledge"]),  # what a field is for
        ("page numbers", []),
        ("页码居中", ["centred", "county"]),
        ("云溪风物志", ["yunxi-zhengfeng"]),
        ("ｐｌｅｄｇｅ", ["pledge"]),  # full-width letters
    ],
)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_search(typed: str, wanted: list[str], language: str, opened: Any) -> None:
    set_language(language)
    page = opened()
    everything = found(page)
    page.keyboard.press("/")
    page.keyboard.insert_text(typed)
    hits = [name for name in found(page) if name != "directive"]
    assert set(wanted) <= set(hits)
    assert len(hits) <= len(wanted) + 1
    assert page.is_visible("#none") == (not found(page))
    page.keyboard.press("Escape")
    assert found(page) == everything
    assert str(len(everything)) in page.inner_text("#count")


def test_a_hit_leads_to_its_page(opened: Any) -> None:
    page = opened()
    page.fill("#query", "表态")
    assert page.locator(".card:visible mark").first.inner_text() == "表态"
    page.click("text=pledge")
    assert page.inner_text("h1").split() == ["pledge", "表态"]
    assert "我向大会郑重表态：" in page.inner_text(".sheet")
    page.click("nav >> text=directives")
    assert "溪水要清，先清其源。" in page.inner_text("main")


def test_a_directive_is_reached_from_the_index(opened: Any) -> None:
    page = opened()
    page.fill("#query", "yunxi-zhengfeng")
    page.click(".card:visible > a")
    assert page.url.endswith("directives.html#yunxi-zhengfeng")
    assert page.locator(".entry:target").count() == 1


def test_run_in_heads_have_a_face_of_their_own(opened: Any) -> None:
    page = opened("templates/points")
    faces = page.eval_on_selector_all(
        ".sheet .lead", "found => found.map(e => getComputedStyle(e).fontFamily)"
    )
    assert faces
    assert all("KaiTi" in face for face in faces)
    assert page.evaluate(
        "getComputedStyle(document.querySelector('.sheet p')).textIndent !== '0px'"
    )


def test_the_example_is_copied(opened: Any) -> None:
    page = opened("templates/pledge", permissions=["clipboard-read", "clipboard-write"])
    page.click("[data-copy]")
    assert page.evaluate("navigator.clipboard.readText()").startswith("- pledge:\n")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", PAGES)
def test_pages_fit(
    name: str, size: str, scheme: str, opened: Any, request: pytest.FixtureRequest
) -> None:
    width, height = SIZES[size]
    page = opened(name, viewport={"width": width, "height": height}, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    if wanted := request.config.getoption("--pictures"):
        picture = f"{name.replace('/', '-')}-{size}-{scheme}.png"
        page.screenshot(path=Path(wanted) / picture, full_page=True)


@pytest.mark.parametrize("name", ["index", "templates/markup", "templates/html", "directives"])
def test_nothing_of_a_strange_library_is_run(name: str, opened: Any, tmp_path: Path) -> None:
    page = opened(name, without_slow(tmp_path))
    assert page.title() != "taken"
    assert "document.title" in page.inner_text("body")  # it is shown as it was written
    assert page.locator("img, script[src], link, iframe").count() == 0
