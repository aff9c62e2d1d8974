"""The values given on the command line: ``--vars FILE`` and ``--set KEY=VALUE``."""

import json
from typing import TYPE_CHECKING, Any

from speechgen.source.diagnostic import Report, fail
from speechgen.source.files import read_text
from speechgen.source.messages import say
from speechgen.source.place import Place

if TYPE_CHECKING:
    from speechgen.speech import Speech


class Values:
    """Values from a file, and over them values that were set one by one."""

    def __init__(self, from_file: dict[str, Any], one_by_one: dict[str, Any], file: str) -> None:
        self.values = {**from_file, **one_by_one}
        self.from_file = from_file
        self.one_by_one = one_by_one
        self._file = file

    def over(self, row: dict[str, Any]) -> dict[str, Any]:
        """The values with those of a row between them: over the file's, under those set."""
        return {**self.from_file, **row, **self.one_by_one}

    def check(self, speech: "Speech", report: Report) -> None:
        """A name that the outline does not declare: an error if set, a warning if in the file."""
        speech.variables.unknown(self.one_by_one, report, error=True)
        speech.variables.unknown(self.from_file, report, error=False)
        report.check()


def read_values(file: str | None, pairs: tuple[str, ...]) -> Values:
    """The values of both options; raises what is wrong with the file, E602 for a bad pair."""
    return Values(_read_file(file) if file else {}, dict(_pair(pair) for pair in pairs), file or "")


def _pair(pair: str) -> tuple[str, str]:
    name, sign, value = pair.partition("=")
    if not sign or not name.strip():
        message = say("'{text}' is not KEY=VALUE", text=pair)
        hint = say("write --set place=云溪县; with blanks in quotes")
        if "＝" in pair:
            right = pair.replace("＝", "=", 1)
            hint = say(
                "the sign ＝ is full-width; write a half-width one: --set {text}", text=right
            )
        fail("E602", message, None, hint)
    return name.strip(), value.lstrip() if name != name.rstrip() else value


def _read_file(file: str) -> dict[str, Any]:
    text = read_text(file)
    if file.lower().endswith(".json"):
        return _read_json(text, file)
    from speechgen.source.misfit import wrong_type
    from speechgen.source.nodes import Mapping, plain_data
    from speechgen.source.yaml_file import read_yaml

    report = Report()
    node = read_yaml(text, file, report)
    if node is not None and not isinstance(node, Mapping):
        wrong_type(node, say("names with values"), report)
    report.check()
    found = plain_data(node) if node is not None else {}
    assert isinstance(found, dict)
    return found


def _read_json(text: str, file: str) -> dict[str, Any]:
    """JSON values; numbers stay as they were typed."""
    from speechgen.source.json_text import DECODER, TwiceError, check_escapes
    from speechgen.source.nodes import Source
    from speechgen.source.yaml_file import TOO_DEEP

    check_escapes(Source(file, text))
    try:
        found = DECODER.decode(text)
    except json.JSONDecodeError as error:
        place = Place(file, error.lineno, error.colno)
        fail("E110", say("not JSON: {reason}", reason=error.msg), place)
    except TwiceError as error:
        fail("E117", say("'{key}' stands here a second time", key=error.key), Place(file))
    except RecursionError:
        fail("E118", TOO_DEEP, Place(file))
    if not isinstance(found, dict):
        fail(
            "E120",
            say("a JSON file of values holds one object: {example}", example="{…}"),
            Place(file),
        )
    values: dict[str, Any] = found
    _check_depth(values, file, 0)
    return values


def _check_depth(value: Any, file: str, depth: int) -> None:
    from speechgen.source.yaml_file import DEEPEST, TOO_DEEP

    if depth > DEEPEST:
        fail("E118", TOO_DEEP, Place(file))
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for item in items:
        _check_depth(item, file, depth + 1)
