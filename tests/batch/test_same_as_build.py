"""A document of a batch is the document that ``speechgen build`` makes of the same values."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from speechgen import build
from speechgen.batch.options import Options
from speechgen.batch.result import Status
from speechgen.batch.run import Batch
from speechgen.cli.main import main
from speechgen.source.diagnostic import SpeechgenError

from .workshop import Project

OUTLINE = """\
title: 在{{ place }}的讲话
required: {code: text, held: date, cases: number}
vars: {place: 云溪县, leader: {name: 陆行舟}, towns: [], note: ""}
speaker: {post: 县委书记, name: "{{ leader.name }}"}
date: "{{ held }}"
opening: |
  今年{{ place }}发生{{ cases }}起。
  {{ note }}
sections:
  - heading: 抓早抓小
    when: cases > 3
    body: 要抓{{ note }}。
  - heading: 抓细抓实
    body:
      - points:
          lead_in: 有{{ items | count | cn }}点：
          inline: true
          items: "{{ towns }}"
closing: 完了。
"""
TEXT = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs", "Cc", "Co"]),
        st.sampled_from("{}%#*_\\`<>&[]()!~^$|:：；。，、“”\n\u3000\u202e"),
    ),
    max_size=12,
)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "code": st.one_of(st.integers(1, 99).map(str), TEXT),
            "held": st.sampled_from(["2026-03-01", "2026年3月1日", "三月", ""]),
            "cases": st.one_of(st.integers(-5, 10**6).map(str), st.just("12.50"), TEXT),
        },
        optional={
            "place": TEXT,
            "leader": st.fixed_dictionaries({"name": TEXT}),
            "towns": st.lists(TEXT, max_size=3),
            "note": TEXT,
            "other": TEXT,
        },
    ),
    min_size=1,
    max_size=5,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=ROWS, form=st.sampled_from(["docx", "docx", "md", "txt"]))
def test_the_same_bytes(rows: list[dict[str, object]], form: str) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "outline.yaml").write_text(OUTLINE, "utf-8")
        data = folder / "rows.json"
        data.write_text(json.dumps(rows, ensure_ascii=False), "utf-8")
        options = Options(
            data=str(data), output=folder / "out", name="{{ row }}", to=form, jobs=1, leaks=False
        )
        for row, result in zip(rows, Batch(folder / "outline.yaml", options), strict=True):
            built = folder / f"built-{result.row}.{form}"
            try:
                build(folder / "outline.yaml", built, values=row)
            except SpeechgenError:
                assert result.status is Status.FAILED
            else:
                if result.status is Status.FAILED:  # stricter: an empty cell is no value
                    assert {found.code for found in result.diagnostics} <= {"E210", "E711"}
                else:
                    written = (folder / "out" / result.name).read_bytes()
                    assert written == built.read_bytes()


def row_of(project: Project, *words: str) -> bytes:
    """What ``build`` makes with these words behind it."""
    target = project.folder / "one.docx"
    target.unlink(missing_ok=True)
    with pytest.raises(SystemExit) as ended:
        main(["build", str(project.folder / "outline.yaml"), "-o", str(target), *words])
    assert ended.value.code == 0
    return target.read_bytes()


def test_one_row(project: Project) -> None:
    project.run()
    for number, data in enumerate(project.documents().values(), 1):
        assert row_of(project, "--row", str(number)) == data


def test_values_go_over_each_other(project: Project) -> None:
    project.write("values.yaml", "leader: 江行简\nbudget: '7'\n")
    project.rows(["A1,云溪县,,"], header="code,place,note,leader")
    file = str(project.folder / "values.yaml")
    project.run(values={"leader": "江行简", "budget": "7"}, over={"place": "望川县"}, leaks=False)
    (data,) = project.documents().values()
    assert row_of(project, "--row", "1", "--vars", file, "--set", "place=望川县") == data
    assert row_of(project, "--set", "code=A1", "--set", "place=望川县", "--vars", file) != data


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("4", "rows.csv: error[E731]: there is no row 4; the data have 3"),
        ("2", "rows.csv:3:4: error[E210]: the required variable 'place' has no value"),
        ("3", "rows.csv:4:1: error[E711]"),
        ("0", "error[E604]"),
    ],
)
def test_a_row_of_no_use(
    project: Project, number: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    project.rows(["A1,云溪县,甲,1,", "A2,,乙,2,", "A\x07,望川县,丙,3,"])
    with pytest.raises(SystemExit) as ended:
        main(["--lang", "en", "build", str(project.folder / "outline.yaml"), "--row", number])
    assert ended.value.code == 2
    assert told in capsys.readouterr().err


def test_data_are_never_written_over(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    project.change("outline.yaml", "rows.csv", "rows.txt")
    (project.folder / "rows.csv").rename(project.folder / "rows.txt")
    rows = str(project.folder / "rows.txt")
    with pytest.raises(SystemExit):
        main(["build", str(project.folder / "outline.yaml"), "--row", "1", "-o", rows, "--force"])
    assert "[E524]" in capsys.readouterr().err
