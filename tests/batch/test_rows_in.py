"""Rows of every kind go in: what batch makes of them, says of them, and ends with."""

import subprocess
import sys
from pathlib import Path

import pytest

from speechgen.source.diagnostic import SpeechgenError
from speechgen.word.read import read_paragraphs

from .workshop import Project, check_report, read_report

ROOT = Path(__file__).parents[2]
HOSTILE = {
    "jinja": "{{ leader }}{% for x in range(9**9) %}{% endfor %}{# x #}",
    "xml": "<w:p/>&amp;&#7;]]><![CDATA[<!DOCTYPE x [<!ENTITY a 'b'>]>",
    "markdown": "**粗** *斜* `码` [链](http://x) ![图](y) # 头 1. 条 <b>",
    "escapes": "\\*\\_\\\\n\\u0000%00%s{0}$(rm)`id`;|&",
    "reversed": "\u202e倒\u2066写\u2069\u200f",
    "private": "甲\ue000乙\uf8ff丙\U000f0000丁\U0010fffd",
    "surplus": "e\u0301" + "\u0301" * 50,
    "emoji": "👨‍👩‍👧🏳️‍🌈𠮷㐂",
    "formula": "=CMD|' /C calc'!A0",
    "number": "1e400",
    "dots": "../../etc/passwd",
}


def command(project: Project, *words: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "speechgen", "--lang", "en", "batch", "outline.yaml", *words],
        cwd=project.folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
        env={"PYTHONPATH": str(ROOT), "PATH": "", "PYTHONUTF8": "1"},
    )


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_is_text(project: Project, kind: str) -> None:
    text = HOSTILE[kind]
    quoted = '"' + text.replace('"', '""') + '"'
    project.rows(["A1,云溪县,甲,1,", f"A2,{quoted},{quoted},{quoted},{quoted}", "A3,望川县,丙,3,"])
    done = project.run(leaks=False)
    assert done.statuses in ("bbb", "bfb")
    told = {code for codes in done.codes for code in codes}
    assert told <= {"E213", "E711", "W531"}
    if done.statuses == "bbb":
        read = "".join(text for _, text in read_paragraphs(project.out / done.results[1].name))
        assert f"今年{text}的防汛经费是{text}万元。" in read
    else:
        assert kind == "private"


def test_control_characters_fail_their_rows_alone(project: Project) -> None:
    rows = [f"A{n},甲{chr(n)}乙县,丙,1," for n in (*range(1, 9), 11, 12, *range(14, 32), 127)]
    project.rows([*rows, "B1,云溪县,甲,1,"])
    done = project.run()
    assert done.statuses == "f" * len(rows) + "b"
    assert {code for codes in done.codes[:-1] for code in codes} == {"E711"}
    assert not done.batch.clean


def test_a_cell_of_a_megabyte(project: Project) -> None:
    project.rows(
        ["A1,云溪县,甲,1,", f"A2,{'县' * 350_000},乙,2,", f"{'x' * 1_000_000},望川县,丙,3,"]
    )
    done = project.run()
    assert done.statuses in ("bbb", "bfb", "bff", "bbf")
    assert all(len(name) < 255 for name in project.documents())
    for result in done.results:
        assert result.failed == bool(result.diagnostics and result.diagnostics[0].code[0] == "E")


def test_ten_thousand_columns(project: Project) -> None:
    more = ",".join(f"c{n}" for n in range(10_000))
    cells = ",".join("x" for _ in range(10_000))
    project.rows(["A1,云溪县,甲,1,," + cells], "code,place,leader,budget,note," + more)
    done = command(project, "-o", "out", "-q")
    assert done.returncode == 0
    assert done.stderr.count("[W757]") <= 201
    assert "no text uses 9,801 more columns" in done.stderr
    assert len(done.stderr) < 200_000
    check_report(read_report(project.out), project.out)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "E705"),
        ("\n\n  \n", "E705"),
        ("\ufeff", "E705"),
        ("code,place,place\nA1,a,b\n", "E707"),
        ("code,place,place.name\nA1,a,b\n", "E708"),
        ("\x00\x01\x02", "E706"),
        ("name\nA1\n", "E756"),
    ],
)
def test_a_file_of_no_use(project: Project, text: str, code: str) -> None:
    project.write("rows.csv", text)
    done = command(project, "-o", "out")
    assert done.returncode == 2
    assert f"error[{code}]" in done.stderr
    assert not project.out.exists()


def test_headers_only(project: Project) -> None:
    project.rows([])
    done = command(project, "-o", "out", "-q")
    assert done.returncode == 0
    assert "0 rows" in done.stdout
    report = read_report(project.out)
    check_report(report, project.out)
    assert report["rows"] == []


def test_headers_only_after_rows_tells_what_has_gone(project: Project) -> None:
    project.run()
    project.rows([])
    done = command(project, "-o", "out", "-q")
    assert "3 are there whose row has gone" in done.stdout
    assert len(project.documents()) == 3


def test_ragged_rows(project: Project) -> None:
    project.rows(["A1,云溪县,甲,1,", "A2,青岚县", "A3,望川县,丙,3,,多,出", "", "A5,枫岭区,戊,5,"])
    done = command(project, "-o", "out", "-q")
    assert done.returncode == 1
    report = read_report(project.out)
    check_report(report, project.out)
    assert [row["status"] for row in report["rows"]] == ["built", "failed", "failed", "built"]
    codes = [[found["code"] for found in row["diagnostics"]] for row in report["rows"]]
    assert codes == [[], ["E710"], ["E710"], []]
    places = [row["diagnostics"][0]["place"]["line"] for row in report["rows"][1:3]]
    assert places == [3, 4]
    assert "row 2: rows.csv:3" in done.stdout


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("rows.tsv", "code\tplace\nA1\t云溪县\n"),
        ("rows.json", '[{"code": "A1", "place": "云溪县"}]'),
        ("rows.jsonl", '{"code": "A1", "place": "云溪县"}\n'),
        ("rows.yaml", "- {code: A1, place: 云溪县}\n"),
    ],
)
def test_every_kind_of_file_gives_the_same(project: Project, name: str, text: str) -> None:
    project.rows(["A1,云溪县"], "code,place")
    project.run()
    expected = project.documents()
    project.write(name, text)
    assert project.run(data=str(project.folder / name)).statuses == "u"
    assert project.documents() == expected


def test_a_type_that_does_not_fit(project: Project) -> None:
    project.change(
        "outline.yaml", "required: [code, place]", "required: {code: number, place: text}"
    )
    project.rows(["1,云溪县,甲,1,", "甲,青岚县,乙,2,"])
    done = project.run(name="{{ row }}")
    assert done.statuses == "bf"
    (found,) = done.results[1].diagnostics
    assert (found.code, found.place and found.place.line, found.place and found.place.column) == (
        "E211",
        3,
        1,
    )


def test_rows_of_no_use_are_told_before_anything_is_made(project: Project) -> None:
    with pytest.raises(SpeechgenError, match="E731"):
        project.batch(rows="x")
    assert not project.out.exists()
