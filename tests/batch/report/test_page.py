"""report.html without a browser: what it is made of, and what it must not hold."""

import hashlib
import json
import re
from base64 import b64encode
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest

from speechgen.batch.report.words import words
from speechgen.batch.report.write import write_report
from speechgen.batch.result import Status
from speechgen.source.messages import set_language

from . import hostile, invented


class Elements(HTMLParser):
    """Every element of a page with its attributes, and the text of scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.raw: list[str] = []
        self.inside = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        self.inside = tag in ("script", "style")
        if self.inside:
            self.raw.append("")

    def handle_data(self, data):
        if self.inside:
            self.raw[-1] += data

    def handle_endtag(self, tag):
        self.inside = False


def written(run=None, entries=None) -> str:
    file = BytesIO()
    write_report(run or invented.run(50), entries or invented.entries(50), page=file)
    return file.getvalue().decode()


@pytest.mark.parametrize(
    "entries", [invented.entries(50), hostile.entries()], ids=["made", "hostile"]
)
def test_it_needs_and_loads_nothing_else(entries) -> None:
    run = hostile.run()
    page = Elements(written(run, entries))
    for tag, attributes in page.found:
        assert tag not in ("link", "img", "iframe", "object", "base", "form", "svg"), tag
        assert not {"src", "href", "style"} & set(attributes), tag
        assert not [name for name in attributes if name.startswith("on")], tag
    assert [tag for tag, _ in page.found].count("script") == 3
    assert not re.search(
        r"https?://(?!www\.w3\.org/2000/svg)", "".join(page.raw[:1] + page.raw[3:])
    )


def test_its_policy_allows_its_own_style_and_script_alone() -> None:
    page = Elements(written(hostile.run(), hostile.entries()))
    policy = next(a["content"] for t, a in page.found if "http-equiv" in a)
    style, _, _, script = page.raw

    def digest(text: str) -> str:
        return f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src {digest(style)}",
        f"script-src {digest(script)}",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    used = script.replace("nothing here or elsewhere sets innerHTML", "")
    for danger in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "Function(",
    ):
        assert danger not in used, danger


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_speaks_the_language_in_force(language: str) -> None:
    set_language(language)
    page = written()
    assert f'<html lang="{"zh-CN" if language == "zh" else "en"}">' in page
    assert ("批量生成报告" in page) == (language == "zh")
    assert ("Batch report" in page) == (language == "en")
    head = json.loads(Elements(page).raw[1])
    assert head["words"] == words()
    assert head["language"] == language


def test_its_script_asks_for_no_word_that_is_not_there() -> None:
    _, _, _, script = Elements(written()).raw
    asked = set(re.findall(r"\bsay\.(\w+)", script))
    assert asked - set(words()) == set()
    assert len(asked) > 20
    columns = set(re.findall(r'\{ key: "(\w+)"', script))
    template = (Path(words.__code__.co_filename).parent / "page" / "report.html").read_text("utf-8")
    filled = set(re.findall(r"\$(\w+)", template))
    chips = {"all", "leaking", "warned"} | {f"status_{status.value}" for status in Status}
    assert set(words()) - asked - columns - filled == chips - asked - filled  # none is said in vain
    assert columns <= set(words())


def test_its_rows_are_those_of_the_run() -> None:
    _, _, rows, _ = Elements(written()).raw
    read = json.loads(rows)
    assert [row[0] for row in read] == list(range(1, 51))
    assert read[2][2] == invented.entry(3).result.name
    assert len(read[0]) == 9  # nothing was found, so nothing is said
    assert read[16][9][0][:3] == [1, "E203", "'budget' is undefined"]
    assert read[2][10][0][4] == [[4, f"00004-{invented.place(4)}.docx"]]


def test_hostile_texts_come_through_whole() -> None:
    _, head, rows, _ = Elements(written(hostile.run(), hostile.entries())).raw
    assert tuple(row[2] for row in json.loads(rows)) == hostile.TEXTS
    assert tuple(json.loads(head)["gone"]) == hostile.TEXTS
