"""A second run writes what has changed and nothing else, and never over somebody's work."""

import os
import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from speechgen.batch.pools import Growing
from speechgen.source import version
from speechgen.source.diagnostic import SpeechgenError
from tests.errors.running import edit

from .workshop import NAMES, Project, read_report, set_time

STATE = "out/.speechgen/state.sqlite"


def rewritten(project: Project, before: dict[str, tuple[int, int, bytes]]) -> list[str]:
    """The documents that were written again."""
    return [name for name, found in project.touched().items() if before.get(name) != found]


def test_a_second_run_writes_nothing(project: Project) -> None:
    assert project.run().statuses == "bbb"
    before = project.touched()
    assert list(before) == NAMES
    done = project.run()
    assert done.statuses == "uuu"
    assert done.totals["unchanged"] == 3
    assert project.touched() == before
    assert done.batch.clean


@pytest.mark.parametrize(
    ("file", "old", "new", "changed"),
    [
        ("rows.csv", "沈望山", "江行简", ["A2-青岚县.docx"]),
        ("rows.csv", ",95,", ",96,", ["A3-望川县.docx"]),
        ("rows.csv", "乙", "另一句话", []),  # a column that no text uses
        ("lib/sections/pledge.md.j2", "我们一定", "我们必须", NAMES),
        ("lib/sections/pledge.md.j2", "我们一定", "{# 说明 #}我们一定", []),
        ("lib/sections/other.md.j2", "另一个", "又一个", []),
        ("lib/layouts/own.yaml", "standard\n", "gb33476\n", NAMES),
        ("outline.yaml", "今年", "今年全年", NAMES),
        # A document remembers the digest of the outline that it was made from.
        ("outline.yaml", "library: lib", "# 说明\nlibrary: lib", NAMES),
        ("outline.yaml", "leader: 陆行舟", "leader: 某某", NAMES),
    ],
)
def test_a_change_rebuilds_what_depends_on_it(
    project: Project, file: str, old: str, new: str, changed: list[str]
) -> None:
    project.run()
    before = project.touched()
    project.change(file, old, new)
    done = project.run()
    assert rewritten(project, before) == changed
    assert [result.name for result in done.results if result.status.value == "built"] == changed
    assert done.report["totals"]["unchanged"] == 3 - len(changed)
    assert project.run().statuses == "uuu"


def test_an_extended_layout_is_followed(project: Project) -> None:
    project.write("lib/layouts/base.yaml", "extends: standard\n")
    project.change("lib/layouts/own.yaml", "standard", "base")
    project.run()
    before = project.touched()
    project.change("lib/layouts/base.yaml", "standard", "centred")
    assert project.run().statuses == "bbb"
    assert rewritten(project, before) == NAMES


def test_another_version_of_speechgen_writes_everything(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A document says which version has made it."""
    project.run()
    before = project.touched()
    monkeypatch.setattr(version, "__version__", "9.9.9")
    monkeypatch.setattr("speechgen.speech.__version__", "9.9.9")
    assert project.run().statuses == "bbb"
    assert rewritten(project, before) == NAMES


def test_another_version_looks_at_everything_where_nothing_is_remembered(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write("speechgen.yaml", "remember: no\n")
    project.run()
    before = project.touched()
    monkeypatch.setattr(version, "__version__", "9.9.9")
    monkeypatch.setattr("speechgen.speech.__version__", "9.9.9")
    asked: list[int] = []
    work = Growing.send
    monkeypatch.setattr(
        Growing, "send", lambda pool, chunk: (asked.append(len(chunk)), work(pool, chunk))[1]
    )
    assert project.run().statuses == "uuu"
    assert asked == [3]  # rendered, found to be the same, not written
    assert project.touched() == before


def test_the_date_of_the_properties_counts(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.run()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert project.run().statuses == "bbb"
    assert project.run().statuses == "uuu"


def test_a_new_row_moves_the_others(project: Project) -> None:
    project.run()
    before = project.touched()
    project.change("rows.csv", "A1,", "A0,枫岭区,闻一鸣,60,丁\nA1,")
    done = project.run()
    assert done.statuses == "buuu"
    assert rewritten(project, before) == ["A0-枫岭区.docx"]
    assert [(row["row"], row["line"]) for row in done.report["rows"]] == [
        (1, 2),
        (2, 3),
        (3, 4),
        (4, 5),
    ]


def test_leaks_are_found_again_with_the_right_rows(project: Project) -> None:
    project.change("outline.yaml", "{{ place }}的防汛经费", "青岚县的防汛经费")
    assert project.run().totals["leaks"] == 2
    project.change("rows.csv", "A1,", "A0,枫岭区,闻一鸣,60,丁\nA1,")
    done = project.run()
    assert done.statuses == "buuu"
    assert not done.batch.clean
    others = {
        other["row"]
        for row in done.report["rows"]
        for leak in row["leaks"]
        for other in leak["others"]
    }
    assert others == {3}
    project.change("outline.yaml", "  identity: [place, leader]\n", "  identity: leader\n")
    assert "leaks" not in project.run().totals


def test_without_the_leak_check_documents_stay(project: Project) -> None:
    project.run()
    before = project.touched()
    assert project.run(leaks=False).statuses == "uuu"
    assert project.run().statuses == "uuu"
    assert project.touched() == before


def test_fresh_writes_everything(project: Project) -> None:
    project.run()
    before = project.touched()
    assert project.run(fresh=True).statuses == "bbb"
    assert rewritten(project, before) == NAMES
    assert {name: data for name, (_, _, data) in before.items()} == project.documents()


def test_a_document_that_was_removed_comes_back(project: Project) -> None:
    project.run()
    (project.out / NAMES[1]).unlink()
    assert project.run().statuses == "ubu"


def test_a_document_that_was_only_touched_stays(project: Project) -> None:
    project.run()
    set_time(project.out / NAMES[0], 1_700_000_000)
    before = project.touched()
    assert project.run().statuses == "uuu"
    assert project.touched() == before


class TestRetry:
    def test_only_what_failed(self, project: Project) -> None:
        project.rows(["A1,云溪县,甲,1,", "A2,,乙,2,", "A3,望川县,丙,3,"])
        assert project.run(name="{{ code }}").statuses == "bfb"
        project.change("rows.csv", "A2,,", "A2,青岚县,")
        project.change("rows.csv", ",丙,", ",丁,")  # not looked at
        done = project.run(name="{{ code }}", retry=True)
        assert [(result.row, result.status.value) for result in done.results] == [(2, "built")]
        assert done.totals["rows"] == 1
        assert "gone" not in done.totals
        assert project.run(name="{{ code }}", retry=True).results == []
        assert project.run(name="{{ code }}").statuses == "uub"

    def test_what_a_stopped_run_did_not_reach(self, project: Project) -> None:
        project.rows([f"A{n},第{n}县,甲{n},1," for n in range(100, 140)])
        assert project.run().statuses == "b" * 40
        project.change("outline.yaml", "今年", "今年全年")
        for number, _ in enumerate(project.batch(), 1):
            if number == 5:
                break
        report = read_report(project.out)
        assert report["interrupted"]
        pending = [row["row"] for row in report["rows"] if row["status"] == "pending"]
        assert pending
        done = project.run(retry=True)
        assert [result.row for result in done.results] == pending
        assert set(done.statuses) == {"b"}
        assert project.run(retry=True).results == []
        assert project.run().statuses == "u" * 40


class TestEdited:
    @pytest.fixture
    def edited(self, project: Project) -> Project:
        project.run()
        edit(project.out / NAMES[1], "防汛", "抗旱")
        return project

    def test_an_edit_is_kept_and_told(self, edited: Project) -> None:
        before = edited.touched()
        done = edited.run()
        assert done.statuses == "uku"
        assert done.codes == [[], ["W755"], []]
        assert done.batch.clean
        assert edited.touched() == before

    def test_a_finding_if_the_row_asks_for_another(self, edited: Project) -> None:
        edited.change("outline.yaml", "今年", "今年全年")
        before = edited.touched()
        for _ in range(2):
            done = edited.run()
            assert done.results[1].status.value == "kept"
            assert done.codes[1] == ["W754"]
            assert not done.batch.clean
            assert not done.batch.clean
        assert edited.touched()[NAMES[1]] == before[NAMES[1]]

    def test_force_overwrites_it(self, edited: Project) -> None:
        assert edited.run(force=True).statuses == "ubu"
        assert edited.run().statuses == "uuu"

    def test_fresh_does_not(self, edited: Project) -> None:
        before = edited.touched()
        assert edited.run(fresh=True).statuses == "bkb"
        assert rewritten(edited, before) == [NAMES[0], NAMES[2]]

    def test_taken_back_it_is_ours_again(self, edited: Project) -> None:
        edit(edited.out / NAMES[1], "抗旱", "防汛")
        assert edited.run().statuses in ("uuu", "ubu")
        assert edited.run().statuses == "uuu"

    def test_somebody_elses_file(self, project: Project) -> None:
        project.out.mkdir()
        (project.out / NAMES[0]).write_bytes(b"my notes")
        (project.out / NAMES[1]).mkdir()
        done = project.run()
        assert done.statuses == "kkb"
        assert done.codes == [["W754"], ["W754"], []]
        assert (project.out / NAMES[0]).read_bytes() == b"my notes"
        done = project.run(force=True)
        assert done.statuses == "bfu"
        assert done.codes[1] == ["E514"]

    @pytest.mark.parametrize("form", ["md", "txt"])
    def test_texts(self, project: Project, form: str) -> None:
        assert project.run(to=form).statuses == "bbb"
        path = project.out / NAMES[0].replace("docx", form)
        assert project.run(to=form).statuses == "uuu"
        path.write_text(path.read_text("utf-8") + "加一句。\n", "utf-8")
        assert project.run(to=form).codes == [["W755"], [], []]
        assert path.read_text("utf-8").endswith("加一句。\n")
        assert project.run(to=form, force=True).statuses == "buu"


class TestGone:
    @pytest.fixture
    def fewer(self, project: Project) -> Project:
        project.run()
        project.change("rows.csv", "A2,青岚县,沈望山,80,乙\n", "")
        return project

    def test_listed(self, fewer: Project) -> None:
        for _ in range(2):
            done = fewer.run()
            assert done.statuses == "uu"
            assert done.report["gone"] == [NAMES[1]]
            assert done.totals["gone"] == 1
            assert done.batch.clean
        assert list(fewer.documents()) == NAMES

    def test_pruned(self, fewer: Project) -> None:
        done = fewer.run(prune=True)
        assert done.totals["pruned"] == done.totals["gone"] == 1
        assert done.report["gone"] == []
        assert list(fewer.documents()) == [NAMES[0], NAMES[2]]
        assert "gone" not in fewer.run().totals

    def test_an_edited_one_is_spared(self, fewer: Project) -> None:
        edit(fewer.out / NAMES[1], "防汛", "抗旱")
        done = fewer.run(prune=True)
        assert done.report["gone"] == [NAMES[1]]
        assert "pruned" not in done.totals
        assert fewer.run(prune=True, force=True).totals["pruned"] == 1
        assert list(fewer.documents()) == [NAMES[0], NAMES[2]]

    def test_a_file_that_batch_never_made_is_spared(self, fewer: Project) -> None:
        (fewer.out / "笔记.docx").write_bytes(b"x")
        fewer.run(prune=True)
        assert (fewer.out / "笔记.docx").exists()

    @pytest.mark.parametrize("wishes", [{"rows": "1"}, {"where": "code == 'A3'"}, {"sample": 1}])
    def test_rows_that_are_not_made_have_not_gone(
        self, project: Project, wishes: dict[str, object]
    ) -> None:
        project.run()
        done = project.run(prune=True, **wishes)
        assert done.statuses == "u"
        assert list(project.documents()) == NAMES
        assert "gone" not in done.totals

    def test_a_row_that_cannot_be_read_has_not_gone(self, project: Project) -> None:
        project.run()
        project.change("rows.csv", "A2,青岚县", "A\x07,青岚县")
        done = project.run(prune=True)
        assert done.statuses == "ufu"
        assert "gone" not in done.totals
        assert list(project.documents()) == NAMES

    def test_a_file_that_is_cut_off_loses_nothing(self, project: Project) -> None:
        project.write(
            "rows.json", '[{"code": "A1", "place": "云溪县"}, {"code": "A2", "place": "青岚县"}]'
        )
        assert project.run(data=str(project.folder / "rows.json")).statuses == "bb"
        project.write("rows.json", '[{"code": "A1", "place": "云溪县"}, {"code": "A2"')
        done = project.run(data=str(project.folder / "rows.json"), prune=True)
        assert done.statuses == "uf"
        assert list(project.documents()) == NAMES[:2]

    def test_another_outline_may_share_the_folder(self, project: Project) -> None:
        project.run()
        project.write(
            "other.yaml",
            "title: 提纲\nvars: {code: x}\nvariants: {data: rows.csv, name: '别的-{{ code }}'}\n",
        )
        done = project.run(outline="other.yaml", prune=True)
        assert done.statuses == "bbb"
        assert len(project.documents()) == 6
        assert project.run(prune=True).totals == {**project.run().totals}
        assert len(project.documents()) == 6

    def test_another_format_may_share_the_folder(self, project: Project) -> None:
        project.run()
        assert "gone" not in project.run(to="md", prune=True).totals
        assert len(project.documents()) == 6


class TestState:
    def test_lost_it_costs_no_document(self, project: Project) -> None:
        project.run()
        before = project.touched()
        shutil.rmtree(project.out / ".speechgen")
        assert project.run().statuses == "uuu"
        assert project.touched() == before
        assert project.run().statuses == "uuu"

    @pytest.mark.parametrize(
        "damage",
        [
            lambda path: path.write_bytes(b""),
            lambda path: path.write_bytes(b"no database at all" * 1000),
            lambda path: path.write_bytes(path.read_bytes()[:5000]),
            lambda path: path.write_bytes(path.read_bytes()[:100] + os.urandom(20_000)),
            lambda path: path.write_bytes(_spoiled(path.read_bytes())),
            lambda path: _foreign(path, 0),
            lambda path: _foreign(path, 2),
            lambda path: _version(path, 999),
            lambda path: path.chmod(0o400),
        ],
        ids=["empty", "text", "cut", "noise", "index", "foreign", "alike", "newer", "read-only"],
    )
    def test_damaged_it_is_made_anew(self, project: Project, damage) -> None:
        project.run()
        before = project.touched()
        damage(project.folder / STATE)
        assert project.run().statuses == "uuu"
        assert project.touched() == before
        assert project.run().statuses == "uuu"

    def test_edits_are_kept_without_it(self, project: Project) -> None:
        project.run()
        edit(project.out / NAMES[1], "防汛", "抗旱")
        before = project.touched()
        shutil.rmtree(project.out / ".speechgen")
        assert project.run().statuses == "uku"
        assert project.touched() == before

    def test_a_folder_in_its_place(self, project: Project) -> None:
        (project.folder / STATE).mkdir(parents=True)
        with pytest.raises(SpeechgenError) as caught:
            project.run()
        assert [found.code for found in caught.value.diagnostics] in (["E512"], ["E514"])

    def test_the_folder_may_move(self, project: Project) -> None:
        project.run()
        times = {name: found[1:] for name, found in project.touched().items()}
        project.out.rename(project.folder / "elsewhere")
        project.out = project.folder / "elsewhere"
        assert project.run().statuses == "uuu"
        assert {name: found[1:] for name, found in project.touched().items()} == times

    def test_a_copy_without_times_is_recognised(self, project: Project) -> None:
        project.run()
        shutil.copytree(project.out, project.folder / "copy", copy_function=shutil.copyfile)
        project.out = project.folder / "copy"
        before = project.touched()
        assert project.run().statuses == "uuu"
        assert project.touched() == before


def _spoiled(data: bytes) -> bytes:
    """A database whose header is sound."""
    return data[:4104] + b"\xff" * 192 + data[4296:]


def _foreign(path: Path, number: int) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as data:
        data.execute("CREATE TABLE documents (id INTEGER PRIMARY KEY AUTOINCREMENT)")
        data.execute("INSERT INTO documents DEFAULT VALUES")
        data.execute(f"PRAGMA user_version = {number}")
        data.commit()


def _version(path: Path, number: int) -> None:
    with closing(sqlite3.connect(path)) as data:
        data.execute(f"PRAGMA user_version = {number}")
        data.commit()


class TestTwoAtOnce:
    def test_the_second_is_refused(self, project: Project) -> None:
        first = iter(project.batch())
        assert next(first).status.value == "built"
        temporary = project.out / ".speechgen" / "of-the-first.tmp"
        temporary.write_bytes(b"half")
        with pytest.raises(SpeechgenError) as caught:
            list(project.batch())
        assert [found.code for found in caught.value.diagnostics] == ["E761"]
        assert temporary.exists()  # what the first is writing
        assert [result.status.value for result in first] == ["built", "built"]
        assert project.run().statuses == "uuu"

    def test_a_killed_one_is_no_hindrance(self, project: Project) -> None:
        project.run()
        (project.out / ".speechgen" / "dead.tmp").write_bytes(b"half")
        assert project.run().statuses == "uuu"
        assert not list(project.out.rglob("*.tmp"))

    def test_from_threads_of_one_program(self, project: Project) -> None:
        project.rows([f"A{n},第{n}县,甲{n},1," for n in range(100, 300)])
        ended: list[str] = []

        def run() -> None:
            try:
                ended.append("".join({result.status.value[0] for result in project.batch()}))
            except SpeechgenError as error:
                ended.extend(found.code for found in error.diagnostics)

        threads = [threading.Thread(target=run) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert "b" in ended
        assert set(ended) <= {"b", "u", "E761"}
        assert project.run().statuses == "u" * 200


def test_a_batch_can_be_iterated_again(project: Project) -> None:
    batch = project.batch()
    assert [result.status.value for result in batch] == ["built"] * 3
    assert [result.status.value for result in batch] == ["unchanged"] * 3
    assert (batch.totals.rows, batch.totals.built, batch.totals.unchanged) == (3, 0, 3)
