"""report.html in a real Chromium: what a reader sees, and what they can do.

``pytest tests/batch/report --pictures FOLDER`` leaves pictures of it there, to be looked at.
"""

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from documents.browser import opened_browser

from speechgen.batch.report.write import write_report_files
from speechgen.batch.result import Status
from speechgen.source.messages import set_language

from . import hostile, invented

ROWS = 2_844
FAILED = [row for row in range(1, ROWS + 1) if row % 131 == 17]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with opened_browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report in English, and the first of its documents."""
    made = tmp_path_factory.mktemp("out")
    set_language("en")
    invented.write(made, ROWS)
    (made / invented.entry(1).result.name).write_bytes(b"a document")
    return made


@pytest.fixture
def opened(browser: Any, folder: Path) -> Iterator[Callable[..., Any]]:
    """Open a report; nothing may go wrong in it, and nothing may be loaded."""
    contexts: list[Any] = []
    faults: list[str] = []

    def open_report(path: Path = folder / "report.html", **options: Any) -> Any:
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text))
        page.on("request", lambda request: _only(request.url, path, faults))
        page.goto(path.as_uri())
        return page

    yield open_report
    for context in contexts:
        context.close()
    assert faults == []


def _only(url: str, path: Path, faults: list[str]) -> None:
    if url.partition("#")[0] != path.as_uri():
        faults.append(f"asked for {url}")


@pytest.fixture
def picture(request: pytest.FixtureRequest) -> Callable[..., None]:
    """Keep a picture of the page where ``--pictures`` says."""

    def keep(page: Any, name: str) -> None:
        if wanted := request.config.getoption("--pictures"):
            page.wait_for_timeout(200)
            page.screenshot(path=Path(wanted) / f"{name}.png")

    return keep


def rows(page: Any) -> list[int]:
    """The numbers of the rows that are shown."""
    found = page.eval_on_selector_all("tr.row", "lines => lines.map(line => line.dataset.row)")
    return [int(row) for row in found]


def counted(page: Any) -> int:
    """How many rows fit the filter."""
    return int(page.inner_text("#count").split()[0].replace(",", ""))


def chip(page: Any, name: str) -> Any:
    return page.locator(f"[data-chip={name}]")


def head(page: Any, column: str) -> Any:
    return page.locator(f"th[data-sort={column}]")


def test_failed_rows_come_first_and_say_why(opened, picture) -> None:
    page = opened()
    shown = rows(page)
    assert len(shown) == 100
    assert shown[: len(FAILED)] == FAILED
    first = page.locator("tr.row").first
    assert "E203 'budget' is undefined" in first.inner_text()
    assert "failed" in first.inner_text()
    assert head(page, "status").get_attribute("aria-sort") == "ascending"
    assert counted(page) == ROWS
    picture(page, "light")


@pytest.mark.parametrize(
    ("column", "down", "key"),
    [
        ("row", False, lambda entry: entry.result.row),
        ("name", False, lambda entry: entry.result.name),
        ("characters", True, lambda entry: entry.result.length or None),
        ("differs", True, lambda entry: entry.differs),
        ("leaks", True, lambda entry: len(entry.result.leaks)),
        (
            "seconds",
            True,
            lambda entry: (entry.result.seconds and round(entry.result.seconds * 1000, 3)) or None,
        ),
    ],
)
def test_sorting(column, down, key, opened) -> None:
    page = opened()
    entries = list(invented.entries(ROWS))
    for turned in (False, True):  # a second click turns it round
        head(page, column).locator("button").click()
        falling = down != turned
        said = head(page, column).get_attribute("aria-sort")
        assert said == ("descending" if falling else "ascending")
        known = [entry for entry in entries if key(entry) is not None]
        ordered = sorted(known, key=key, reverse=falling)  # rows that are equal keep their order
        assert rows(page) == [entry.result.row for entry in ordered[:100]]
        page.click("[data-to=last]")
        assert rows(page)[-1] == [*ordered, *(e for e in entries if key(e) is None)][-1].result.row
    assert head(page, "status").get_attribute("aria-sort") is None


def test_chips_count_and_filter(opened) -> None:
    page = opened()
    entries = list(invented.entries(ROWS))
    for status in (Status.FAILED, Status.KEPT, Status.BUILT, Status.UNCHANGED):
        wanted = [e.result.row for e in entries if e.result.status is status]
        chip(page, status.value).click()
        assert chip(page, status.value).get_attribute("aria-pressed") == "true"
        assert f"{len(wanted):,}" in chip(page, status.value).inner_text()
        assert counted(page) == len(wanted)
        assert set(rows(page)) <= set(wanted)
        chip(page, status.value).click()
        assert counted(page) == ROWS
    chip(page, "failed").click()
    chip(page, "leaking").click()  # chips add up
    leaking = sum(bool(e.result.leaks) for e in entries)
    assert counted(page) == leaking + len(FAILED)
    chip(page, "all").click()
    assert counted(page) == ROWS
    assert chip(page, "pending").count() == 0  # there are none


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("00017-", lambda e: e.result.row == 17),
        (invented.place(40), lambda e: invented.place(40) in "".join(map(str, _words(e)))),
        ("e203", lambda e: e.result.failed),
        ("BUDGET  溪", lambda e: e.result.failed and "溪" in e.identity[0]),
        ("no such thing", lambda e: False),
    ],
)
def test_the_text_filter(text, wanted, opened) -> None:
    page = opened()
    page.fill("#filter", text)
    expected = [e.result.row for e in invented.entries(ROWS) if wanted(e)]
    assert counted(page) == len(expected)
    assert sorted(rows(page)) == expected[:100]
    assert page.is_visible("#none") == (not expected)
    page.click("#clear")
    assert counted(page) == ROWS
    assert page.input_value("#filter") == ""


def _words(entry):
    return entry.result.name, *entry.identity, *entry.result.leaks


def test_a_row_unfolds_with_all_that_was_found(opened, picture) -> None:
    page = opened()
    fold = page.locator("tr[data-row='17'] .fold-button")
    fold.focus()
    page.keyboard.press("Enter")
    assert fold.get_attribute("aria-expanded") == "true"
    below = page.locator(f"#{fold.get_attribute('aria-controls')}")
    for told in (
        invented.place(17),
        invented.leader(17),
        "error E203",
        "'budget' is undefined",
        f"{invented.OUTLINE}:42:17",
        f"used at {invented.DATA}:18:1",
        "hint did you mean 'budgets'?",
        "line 18",
    ):
        assert told in below.inner_text()
    picture(page, "failed")
    page.keyboard.press("Enter")
    assert fold.get_attribute("aria-expanded") == "false"
    assert page.locator("tr.below").count() == 0


def test_a_leak_shows_its_sentence_and_leads_to_the_other_row(opened, picture) -> None:
    page = opened()
    chip(page, "leaking").click()
    page.locator("tr[data-row='3'] td.status").click()  # anywhere on the line
    below = page.locator("#details-3")
    marks = below.locator("mark").all_inner_texts()
    assert marks == [invented.place(4), invented.place(4), "我市"]
    assert invented.entry(3).result.leaks[0].sentence in below.inner_text()
    assert f"{invented.OUTLINE}:58:9" in below.inner_text()
    picture(page, "leak")
    below.get_by_role("button").click()
    assert page.evaluate("document.activeElement.closest('tr').dataset.row") == "4"
    assert page.locator("#details-4").is_visible()
    assert counted(page) == ROWS  # the filter that hid it is gone


def test_links_lead_to_the_documents_that_are_there(opened, folder) -> None:
    page = opened()
    assert page.locator("tr[data-row='17'] a").count() == 0
    page.fill("#filter", "00001-")
    link = page.locator("tr.row a")
    address = page.evaluate("document.querySelector('tr.row a').href")
    assert address == (folder / invented.entry(1).result.name).as_uri()
    assert link.get_attribute("target") == "_blank"


def test_no_links_into_an_archive(opened, tmp_path) -> None:
    write_report_files(tmp_path, invented.run(9, links=None, output="out.zip"), invented.entries(9))
    assert opened(tmp_path / "report.html").locator("tr.row a").count() == 0


def test_a_bar_filters_and_the_keyboard_reaches_it(opened, picture) -> None:
    page = opened()
    bars = page.locator("#lengths [role=button]")
    lengths = [e.result.length for e in invented.entries(ROWS) if e.result.length]
    told = [bars.nth(n).get_attribute("aria-label") for n in range(bars.count())]
    assert sum(int(one.rpartition(": ")[2].replace(",", "")) for one in told) == len(lengths)
    page.locator("#lengths [tabindex='0']").focus()
    for _ in range(5):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    low, high = (int(n.replace(",", "")) for n in told[5].partition(":")[0].split(" to "))
    assert counted(page) == sum(low <= length < high for length in lengths) > 0
    assert bars.nth(5).get_attribute("aria-pressed") == "true"
    picture(page, "bar")
    bars.nth(5).click()
    assert counted(page) == ROWS
    page.locator("#differences [role=button]").nth(3).click()
    assert 0 < counted(page) < ROWS


def test_groups_of_the_same_words(opened) -> None:
    page = opened()
    page.click("#alike summary")
    assert "3 documents" in page.inner_text("#alike")
    page.locator("#alike button").first.click()
    assert sorted(rows(page)) == [12, 27, 33]


def test_what_is_told_of_the_run(opened) -> None:
    page = opened()
    totals = invented.run(ROWS).totals
    results = page.inner_text("#figures")
    assert f"{totals.built + totals.unchanged + totals.kept:,}" in results
    assert f"{totals.characters:,}" in results
    assert invented.OUTLINE in page.inner_text("h1")
    assert invented.DATA in page.inner_text("#facts")
    page.click("#notes summary")
    assert "W601" in page.inner_text("#notes")
    page.click("#gone summary")
    assert page.inner_text("#gone ul").splitlines() == list(invented.run(1).gone)
    assert not page.is_visible("#interrupted")


def test_pages_of_rows(opened) -> None:
    page = opened()
    head(page, "row").locator("button").click()
    page.click("[data-to=next]")
    assert rows(page) == list(range(101, 201))
    page.click("[data-to=last]")
    assert rows(page) == list(range(2_801, ROWS + 1))
    assert page.is_disabled("[data-to=next]")
    page.fill("#page", "3")
    page.keyboard.press("Enter")
    assert rows(page) == list(range(201, 301))


def test_an_address_leads_to_a_row(opened, folder) -> None:
    page = opened()
    page.goto((folder / "report.html").as_uri() + "#row=1234")
    assert page.locator("#details-1234").is_visible()


def test_a_run_that_was_stopped_and_nothing_in_it(opened, tmp_path) -> None:
    write_report_files(tmp_path, invented.run(0, interrupted=True), [])
    page = opened(tmp_path / "report.html")
    assert "stopped" in page.inner_text("#interrupted")
    assert page.is_visible("#none")
    assert not page.is_visible("#lengths")


def test_hostile_texts_are_only_text(opened, tmp_path, picture) -> None:
    write_report_files(tmp_path, hostile.run(), hostile.entries())
    page = opened(tmp_path / "report.html")
    for fold in page.locator(".fold-button").all():
        fold.click()
    for summary in page.locator("summary").all():
        if summary.is_visible():
            summary.click()
    assert page.evaluate("window.pwned") is None
    assert page.locator("img, iframe, textarea, svg[onload], bdi script, td script").count() == 0
    assert page.locator("[onerror], [onmouseover], [onload]").count() == 0
    assert page.locator("tr.row").count() == len(hostile.TEXTS)
    shown = page.locator("tr.row td.name").all_inner_texts()
    assert any(hostile.TEXTS[0] in text for text in shown)
    assert any("aU+202Egpj.exe" in text for text in shown)  # what turns the direction is shown
    addresses = page.eval_on_selector_all("a", "links => links.map(link => link.href)")
    assert len(addresses) > 5
    for address in addresses:  # as the browser resolves them: nothing but files in this folder
        assert address.startswith(f"{tmp_path.as_uri()}/"), address
        assert "javascript:" not in address
    picture(page, "hostile")


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("dark", {"color_scheme": "dark"}),
        (
            "phone",
            {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True},
        ),
        ("narrow", {"viewport": {"width": 320, "height": 568}}),
    ],
)
def test_other_screens(name, options, opened, picture) -> None:
    page = opened(**options)
    picture(page, name)
    page.locator(".fold-button").first.click()
    page.locator("tr.row").first.scroll_into_view_if_needed()
    picture(page, f"{name}-row")
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0  # nothing must be scrolled sideways to
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (paper == "rgb(22, 23, 26)") == (name == "dark")


def test_in_chinese(opened, tmp_path, picture) -> None:
    set_language("zh")
    invented.write(tmp_path, 300)
    page = opened(tmp_path / "report.html")
    assert page.title() == f"{invented.OUTLINE} · 批量生成报告"
    assert page.inner_text("#count") == "共 300 行，显示 300 行"
    assert "失败" in page.locator("tr.row").first.inner_text()
    picture(page, "chinese")


def test_printed(opened, tmp_path) -> None:
    page = opened(color_scheme="dark")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert len(rows(page)) == 2_000
    assert page.inner_text("#printed") == "The first 2,000 rows are printed."
    assert page.locator("#details-17").is_visible()  # what was found is not left folded
    assert not page.is_visible("#filter")
    ink = page.evaluate("getComputedStyle(document.body).color")
    assert ink == "rgb(29, 31, 35)"  # dark on white, whatever the screen
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert len(rows(page)) == 100


def test_a_hundred_thousand_rows(opened, tmp_path) -> None:
    """They open in about two seconds, sort and filter in less; a busy machine takes longer."""
    some = list(invented.entries(1_000))
    many = (
        one._replace(result=one.result._replace(row=row, name=f"{row:06}.docx"))
        for row, one in ((row, some[row % 1_000]) for row in range(1, 100_001))
    )
    write_report_files(tmp_path, invented.run(0), many)
    times = [perf_counter()]
    page = opened(tmp_path / "report.html")
    assert counted(page) == 100_000
    times.append(perf_counter())
    head(page, "name").locator("button").click()
    assert rows(page)[0] == 1
    times.append(perf_counter())
    page.fill("#filter", "099999")
    assert rows(page) == [99_999]
    times.append(perf_counter())
    took = [after - before for before, after in pairwise(times)]
    print(f"100,000 rows: open {took[0]:.2f} s, sort {took[1]:.2f} s, filter {took[2]:.2f} s")
    assert max(took) < 8
    assert page.evaluate("document.querySelectorAll('*').length") < 4_000
