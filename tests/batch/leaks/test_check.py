"""How the check travels, and what it keeps."""

import pickle

import pytest

from speechgen.batch.leaks import check as module
from speechgen.batch.leaks.check import LeakCheck
from speechgen.batch.leaks.identities import Gathering, Identities
from speechgen.outline.load import read_outline
from speechgen.source.place import Place
from speechgen.speech import compile_speech

TEXT = """
vars: {place: 云溪县, kind: 一}
opening: "{{ place }}学习安吉县。{% for k in kind %}很好。{% endfor %}"
"""
ROWS = [{"place": "云溪县"}, {"place": "安吉县"}]


def _identities() -> Identities:
    gathering = Gathering(["place"])
    for number, row in enumerate(ROWS, 1):
        gathering.add(number, row)
    return gathering.done()


def test_a_check_travels() -> None:
    speech = compile_speech(read_outline(TEXT, "outline.yaml"))
    check = LeakCheck(_identities(), speech.outline, speech.library)
    there = pickle.loads(pickle.dumps(check))
    document = speech.render(ROWS[0])
    assert there.check(document, 1, ROWS[0]) == check.check(document, 1, ROWS[0]) != []


def test_many_shapes_are_not_all_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_REMEMBERED", 1000)
    speech = compile_speech(read_outline(TEXT, "outline.yaml"))
    check = LeakCheck(_identities(), speech.outline, speech.library)
    for length in range(2, 60):
        row = {"place": "云溪县", "kind": "二" * length}
        assert [leak.text for leak in check.check(speech.render(row), 1, row)] == ["安吉县"]
    assert sum(frame.size for frame in check._frames.values()) <= 1000


def test_notes_stand_where_the_column_is_named() -> None:
    gathering = Gathering(["place", "who", "nothing"])
    gathering.add(1, {"place": "云溪县", "who": "甲"})
    place = Place("outline.yaml", 9, 3, 3)
    notes = gathering.done().notes({"who": place})
    assert [(note.code, note.place) for note in notes] == [("W740", place), ("W741", None)]


def test_what_cannot_be_printed_is_not_looked_for() -> None:
    gathering = Gathering(["place"])
    gathering.add(1, {"place": "云\ud800溪县"})
    gathering.add(2, {"place": None})
    assert pickle.loads(pickle.dumps(gathering.done())).others(0) == (1,)


def test_nothing_to_look_for() -> None:
    speech = compile_speech(read_outline(TEXT, "outline.yaml"))
    check = LeakCheck(Gathering([]).done(), speech.outline, speech.library)
    assert check.check(speech.render(), 1, {}) == []
