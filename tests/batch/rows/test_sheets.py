"""Sheets are read as they are shown."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from speechgen.batch.rows.open import open_table
from speechgen.source.diagnostic import Report
from speechgen.source.messages import set_language
from speechgen.source.place import Place

from .workbooks import END, SHEET, START, STRINGS, write_cells, write_parts, write_rows

MORNING, EVENING = datetime(2026, 3, 1, 9, 5), datetime(2026, 12, 31, 21, 5, 9)
DAYS: list[tuple[Any, str, str]] = [
    (date(2026, 3, 1), "yyyy-mm-dd", "2026-03-01"),
    (date(2026, 3, 1), "yyyy/m/d", "2026-03-01"),
    (date(2026, 3, 1), "mmm-yy", "2026-03-01"),
    (MORNING, "m/d/yy h:mm", "2026-03-01 09:05"),
    (EVENING, "yyyy-mm-dd hh:mm:ss", "2026-12-31 21:05:09"),
    (time(8, 30), "h:mm AM/PM", "08:30"),
    (timedelta(hours=30, minutes=5), "[h]:mm", "30:05"),
    (MORNING, 'yyyy"年"m"月"d"日"', "2026年3月1日"),
    (MORNING, '[$-804]yyyy"年"mm"月"dd"日";@', "2026年03月01日"),
    (EVENING, '[DBNum1][$-804]yyyy"年"m"月"d"日";@', "二〇二六年十二月三十一日"),
    (EVENING, 'm"月"d"日"', "12月31日"),
    (EVENING, "yy年m月", "26年12月"),
    (EVENING, '上午/下午h"时"mm"分"', "下午9时05分"),
    (MORNING, 'yyyy"年"m"月"d"日" h"时"mm"分"ss"秒"', "2026年3月1日 9时05分00秒"),
    (EVENING, 'h"时"m"分"', "21时5分"),
    (MORNING, '[$-804]m"月"d"日"aaaa', "3月1日星期日"),
    (MORNING, 'm"月"d"日" aaa', "3月1日 周日"),
]


def only_row(path: Path, **options: Any) -> dict[str, Any]:
    (row,) = open_table(str(path), Report(), **options).rows()
    assert row.faults == ()
    return row.values


@pytest.mark.parametrize(("value", "pattern", "shown"), DAYS)
def test_days(tmp_path: Path, value: Any, pattern: str, shown: str) -> None:
    write_cells(tmp_path / "a.xlsx", {"held": (value, pattern)})
    assert only_row(tmp_path / "a.xlsx") == {"held": shown}


def test_the_other_kinds_of_values(tmp_path: Path) -> None:
    cells = {
        "place": ("云溪县", "General"),
        "leader.name": ("陆行舟", "@"),
        "code": ("007", "@"),
        "done": (True, "General"),
        "rate": (0.1 + 0.2, "General"),
        "amount": (37.1, "0.00"),
        " 单位\n名称 ": ("两\r\n行", "General"),
    }
    write_cells(tmp_path / "a.xlsx", cells)
    assert only_row(tmp_path / "a.xlsx") == {
        "place": "云溪县",
        "leader": {"name": "陆行舟"},
        "code": "007",
        "done": "true",
        "rate": "0.3",
        "amount": "37.10",
        "单位 名称": "两\n行",
    }


CELLS = [
    ('<c r="A2" t="s"><v>0</v></c>', "云溪县"),
    ('<c r="A2" t="s"><v>1</v></c>', "两\n行"),  # what Excel writes for a carriage return
    ('<c r="A2" t="str"><f>B2&amp;"县"</f><v>青岚县</v></c>', "青岚县"),
    ('<c r="A2" t="str"><f>B2</f><v></v></c>', ""),
    ('<c r="A2"><f>1+1</f><v>2</v></c>', "2"),
    ('<c r="A2" t="b"><v>0</v></c>', "false"),
    ('<c r="A2" t="d"><v>2026-03-01T00:00:00</v></c>', "2026-03-01"),
    ('<c r="A2" s="1"><v>46082</v></c>', "2026年3月1日"),  # a format the file need not spell out
    ('<c r="A2" s="2"><v>46082</v></c>', "3月1日"),
    ('<c r="A2" s="99"><v>46082</v></c>', "46082"),
    (
        '<c r="A2" t="inlineStr"><is><r><t>云</t></r><r><t>溪</t></r><rPh><t>y</t></rPh></is></c>',
        "云溪",
    ),
    ('<c t="inlineStr"><is><t>无地址</t></is></c>', "无地址"),
]
TEXTS = (
    '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<si><r><t>云溪</t></r><r><rPr><b/></rPr><t>县</t></r><rPh sb="0" eb="1"><t>yun</t></rPh></si>'
    "<si><t>两_x000D_\n行</t></si></sst>"
)
STYLES = (
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs>'
    '<xf numFmtId="0"/><xf numFmtId="31"/><xf numFmtId="58"/></cellXfs></styleSheet>'
)


@pytest.mark.parametrize(("cell", "shown"), CELLS)
def test_cells_as_other_programs_write_them(tmp_path: Path, cell: str, shown: str) -> None:
    path = tmp_path / "a.xlsx"
    header = '<row r="1"><c r="A1" t="str"><v>x</v></c><c r="B1" t="str"><v>y</v></c></row>'
    row = f'<row r="2">{cell}<c r="B2" t="str"><v>.</v></c></row>'
    parts = {SHEET: START + header + row + END, STRINGS: TEXTS}
    write_parts(path, {**parts, "xl/styles.xml": STYLES})
    assert only_row(path) == {"x": shown, "y": "."}


def test_gaps_empty_ends_and_rows_without_numbers(tmp_path: Path) -> None:
    def cell(name: str, text: str) -> str:
        return f'<c r="{name}" t="str"><v>{text}</v></c>'

    rows = [
        '<row r="2"><c r="B2"/></row>',
        f'<row r="3">{cell("A3", "x")}{cell("C3", "y")}<c r="F3"/></row>',
        f'<row r="5" ht="20">{cell("C5", "丙")}</row>',
        f"<row>{cell('A6', '甲')}<c r='D6'/></row>",
        '<row r="9"><c r="A9" s="3"/></row>',
    ]
    write_rows(tmp_path / "a.xlsx", rows)
    found = list(open_table(str(tmp_path / "a.xlsx"), Report()).rows())
    assert [(row.number, row.line, row.values, row.faults) for row in found] == [
        (1, 5, {"x": "", "y": "丙"}, ()),
        (2, 6, {"x": "甲", "y": ""}, ()),
    ]


def test_a_sheet_by_its_name_and_the_first_that_is_not_hidden(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name in ("参数", "县", "乡镇"):
        book.create_sheet(name).append(["name"])
        book[name].append([name])
    book["参数"].sheet_state = "hidden"
    path = tmp_path / "a.xlsm"
    book.save(path)
    assert only_row(path) == {"name": "县"}
    assert only_row(path, sheet="乡镇") == {"name": "乡镇"}
    assert only_row(path, sheet="参数") == {"name": "参数"}


def test_years_that_count_from_1904(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.worksheets[0].append(["held"])
    book.worksheets[0].append([date(2026, 3, 1)])
    book.save(tmp_path / "a.xlsx")
    assert only_row(tmp_path / "a.xlsx") == {"held": "2026-03-01"}


def test_places(tmp_path: Path) -> None:
    write_cells(tmp_path / "a.xlsx", {f"c{n}": (n, "General") for n in range(30)})
    table = open_table(str(tmp_path / "a.xlsx"), Report())
    file = str(tmp_path / "a.xlsx")
    assert table.place(2, "c27") == Place(file, 2, 28)
    assert table.place(0, "c1") == Place(file, 1, 2)
    assert table.place(2) == Place(file, 2, 1)
    set_language("en")
    assert str(table.cell(2, "c27")) == "cell AB2"
    assert str(table.cell(2, "nonesuch")) == "column 'nonesuch'"
    set_language(None)
