"""The thirty values of each of three thousand counties, made up."""

import csv
from pathlib import Path
from random import Random

ROWS = 3_000
_PLACES = "云 青 白 南 北 长 新 安 和 永 清 平 石 玉 金 双 大 文 东 西".split()
_ENDS = "溪 河 山 林 湖 口 桥 岭 塘 坪 坝 湾 泉 港 丰".split()


def county(row: int) -> dict[str, str]:
    """The thirty values of one county; all different from row to row."""
    random = Random(row)

    def place(end: str) -> str:
        return random.choice(_PLACES) + random.choice(_ENDS) + end

    def number(low: int, high: int) -> str:
        return str(random.randint(low, high))

    # All names differ, as counties do: so does every title, and is broken into lines anew.
    name = _PLACES[row % 20] + _ENDS[row // 20 % 15] + _ENDS[row // 300 % 15] + "县"
    surname = "赵钱孙李周吴郑王冯陈"[row % 10]
    return {
        "place": name,
        "city": place("市"),
        "level": "县",
        "leader": surname + random.choice(_PLACES) + random.choice(_ENDS),
        "held": f"2026年{1 + row % 12}月{1 + row % 28}日",
        "year": str(2026 + row % 4),
        "towns": number(6, 24),
        "villages": number(80, 320),
        "rooms": number(90, 400),
        "books": number(90_000, 800_000),
        "readers": number(8_000, 90_000),
        "visits": number(100_000, 900_000),
        "hours": number(36, 72),
        "helpers": number(60, 900),
        "budget": number(200, 4_000),
        "grant": number(50, 900),
        "courses": number(6, 60),
        "talks": number(6, 90),
        "points": number(10, 200),
        "shelves": number(30, 900),
        "carts": number(2, 12),
        "model": place("镇"),
        "second": place("乡"),
        "behind": place("乡"),
        "office": random.choice(("文化广电局", "教育局", "图书馆")),
        "hotline": f"{number(2000000, 8999999)}{row % 10}",
        "deadline": f"{1 + row % 12}月{10 + row % 18}日",
        "target": number(88, 99),
        "street": place("街"),
        "keeper": random.choice(("读者代表", "督查室", "馆长")),
    }


def write_rows(path: Path, count: int) -> None:
    """A CSV file of so many counties; beyond ``ROWS`` names come again, so rows have numbers."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["number", *county(0)])
        writer.writeheader()
        writer.writerows({"number": str(row + 1), **county(row)} for row in range(count))
