"""Names are settled, or refused, before the first document is written."""

import subprocess
import sys
from pathlib import Path

import pytest

from speechgen.cli.main import main
from speechgen.source.diagnostic import MOST_SHOWN, SpeechgenError

from .workshop import NAMES, Project

ROOT = Path(__file__).parents[2]


def refused(project: Project, **wishes: object) -> list[tuple[str, str]]:
    """The codes and messages of a plan that is refused; nothing was written."""
    with pytest.raises(SpeechgenError) as caught:
        project.batch(**wishes)
    assert not project.out.exists()
    return [(found.code, str(found.message)) for found in caught.value.diagnostics]


def test_the_plan_names_every_row(project: Project) -> None:
    batch = project.batch()
    assert [planned.name for planned in batch.plan()] == NAMES
    assert [planned.row.number for planned in batch.plan()] == [1, 2, 3]
    assert not project.out.exists()


def test_every_collision_is_told_at_once(project: Project) -> None:
    project.rows(
        [
            "A1,云溪县,甲,1,",
            "a1,云溪县,乙,2,",
            "A2,青岚县,丙,3,",
            "A2,青岚县 ,丁,4,",
            "A1,云溪县,戊,5,",
        ]
    )
    assert refused(project) == [
        ("E752", "rows 1 and 2 would become one file, a1-云溪县.docx"),
        ("E752", "rows 3 and 4 would become one file, A2-青岚县.docx"),
        ("E752", "rows 1 and 5 would become one file, A1-云溪县.docx"),
    ]


def test_endless_collisions_are_not_told_to_the_last(project: Project) -> None:
    project.rows(["A1,云溪县,甲,1,"] * 1000)
    assert 20 < len(refused(project)) <= MOST_SHOWN + 1


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("../{{ code }}", ("E751", "a document's name must not lead out of the folder")),
        ("/{{ code }}", ("E751", "a document's name must not begin with / or a drive")),
        ("C:\\{{ code }}", ("E751", "a document's name must not begin with / or a drive")),
        ("{{ note }}", ("E751", "the document has no name")),
        ("{{ kode }}", ("E203", "'kode' is undefined")),
    ],
)
def test_a_pattern_of_no_use(project: Project, pattern: str, told: tuple[str, str]) -> None:
    project.rows(["A1,云溪县,甲,1,。", "A2,青岚县,乙,1,"])
    project.change("outline.yaml", 'budget: ""', 'budget: "", note: ""')
    project.rows(["A1,云溪县,甲,1,.", "A2,青岚县,乙,1,"])
    found = refused(project, name=pattern)
    assert set(found) == {told}


def test_values_lead_nowhere(project: Project) -> None:
    project.rows(["../../x,/etc/passwd,甲,1,", "C:\\x,..,乙,1,", '"a\nb",CON,丙,1,'])
    done = project.run(name="{{ code }}_{{ place }}")
    assert [result.name for result in done.results] == [
        "..／..／x_／etc／passwd.docx",
        "C：＼x_.docx",
        "a b_CON.docx",
    ]
    assert len(project.documents()) == 3


def test_the_pattern_makes_folders(project: Project) -> None:
    done = project.run(name="{{ place }}/{{ code }}/讲话.docx")
    assert done.statuses == "bbb"
    assert sorted(project.documents())[0] == "云溪县/A1/讲话.docx"


def test_a_pattern_sees_values_of_their_types(project: Project) -> None:
    project.change(
        "outline.yaml", "required: [code, place]", "required: {code: number, place: text}"
    )
    project.rows(["7,云溪县,甲,1,", "12,青岚县,乙,1,"])
    done = project.run(name="{{ '大' if code > 10 else '小' }}-{{ code }}-{{ row }}")
    assert [result.name for result in done.results] == ["小-7-1.docx", "大-12-2.docx"]


def test_without_a_pattern_rows_are_numbered(project: Project) -> None:
    project.change("outline.yaml", '  name: "{{ code }}-{{ place }}"\n', "")
    assert [planned.name for planned in project.batch().plan()] == [
        "outline-1.docx",
        "outline-2.docx",
        "outline-3.docx",
    ]


def test_rows_that_are_not_made_collide_with_none(project: Project) -> None:
    project.rows(["A1,云溪县,甲,1,", "A2,青岚县,乙,2,", "A2,青岚县,丙,3,"])
    assert project.run(rows="1").statuses == "b"
    with pytest.raises(SpeechgenError, match="rows 2 and 3"):
        project.batch(rows="3")


def test_a_row_whose_name_cannot_be_made_fails_alone(project: Project) -> None:
    project.rows(
        ["A1,云溪县,甲,1,", ",,乙,2,", ",青岚县,丙,3,", "A\x07,望川县,丁,4,", "A5,枫岭区,戊,5,"]
    )
    done = project.run()
    assert done.statuses == "bfffb"
    assert done.codes == [[], ["E210", "E210"], ["E210"], ["E711"], []]
    assert [result.name for result in done.results[1:4]] == ["", "", ""]
    assert list(project.documents()) == ["A1-云溪县.docx", "A5-枫岭区.docx"]


@pytest.mark.parametrize("output", ["out", "out.zip"])
def test_a_dry_run_writes_nothing(
    project: Project,
    output: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(project.folder)
    before = sorted(project.folder.rglob("*"))
    with pytest.raises(SystemExit) as ended:
        main(["--lang", "en", "batch", "outline.yaml", "-o", output, "--dry-run"])
    assert ended.value.code == 0
    assert sorted(project.folder.rglob("*")) == before
    lines = capsys.readouterr().out.splitlines()
    assert lines == [f"{n}\t{name}" for n, name in enumerate(NAMES, 1)] + [
        f"3 documents would go to {output}"
    ]


def test_a_refused_plan_ends_with_2(project: Project) -> None:
    project.rows(["A1,云溪县,甲,1,", "A1,云溪县,乙,2,"])
    done = subprocess.run(
        [sys.executable, "-m", "speechgen", "--lang", "en", "batch", "outline.yaml", "-o", "out"],
        cwd=project.folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={"PYTHONPATH": str(ROOT), "PATH": "", "PYTHONUTF8": "1"},
    )
    assert done.returncode == 2
    assert "rows.csv:3:1: error[E752]" in done.stderr
    assert not project.out.exists()
