"""What a user of the command line reads: runs of it, in processes of their own."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from speechgen.cli.commands import every_command
from speechgen.cli.main import _group

pytestmark = pytest.mark.usefixtures("po")

HANZI = re.compile(r"[\u3400-\u9fff]")
CODE = re.compile(r"“.*?”|'.*?'|--\w+ \S+")
OF_THE_SYSTEM = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LC_CTYPE", "LANG", "SPEECHGEN_LANG")
FILES = {
    "faulty.yaml": "标题: 讲话\n开头: 请{{ 领导 }}讲话。\n",
    "quote.yaml": "标题: 讲话\n开头:\n  - 引文: {引语: 古人云}\n",
    "list.yaml": "标题: 讲话\n版式: 没有\n",
}


def run(
    folder: Path, *arguments: str, encoding: str = "utf-8", **environment: str
) -> tuple[int, str]:
    """Exit code, and all that was said, which must be in that encoding and no traceback."""
    kept = {name: text for name, text in os.environ.items() if name not in OF_THE_SYSTEM}
    ran = subprocess.run(
        [sys.executable, "-m", "speechgen", *arguments],
        cwd=folder,
        env={**kept, "PYTHONIOENCODING": encoding, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    said = ran.stdout.decode(encoding.partition(":")[0]).replace("\r\n", "\n")
    assert "Traceback" not in said
    return ran.returncode, said


def assert_chinese(said: str) -> None:
    """Every line has hanzi and nothing in English but code; the usage line is Click's own."""
    for line in said.splitlines():
        prose = CODE.sub("", line)
        shown = line.startswith("用法：") or re.match(r" +\d* \|", line)  # a line of the outline
        if line.strip() and not shown:
            assert HANZI.search(prose), line
            assert not re.search(r"[a-z]{2,} [a-z]{2,}", prose), line


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "faulty.docx").write_bytes(b"PK\x03\x04\0\0\xff\xff")
    return tmp_path


@pytest.mark.parametrize("command", ["", "library", *every_command(_group())])
def test_help(command: str, folder: Path) -> None:
    code, said = run(folder, "--lang", "zh", *command.split(), "--help")
    assert code == 0
    assert said.startswith("用法： speechgen")
    assert "显示本帮助" in said
    assert_chinese(said)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("build missing.yaml", "missing.yaml: 错误[E101]：没有这个文件"),
        ("build", "错误[E604]：缺少“OUTLINE…”"),
        ("build --nope", "错误[E604]：没有“--nope”这个选项"),
        ("build --layuot x", "  提示：是不是“--layout”？"),
        ("build -o", "错误[E604]：选项“-o”后面要写 1 个值"),
        ("build --force=1 x.yaml", "错误[E604]：选项“--force”后面不能写值"),
        ("expand one.yaml two.yaml", "错误[E604]：多写了参数（two.yaml）"),
        ("nope", "错误[E604]：没有“nope”这个命令"),
        ("biuld x.yaml", "  提示：是不是“build”？"),
        ("build --zzz", "  提示：运行“speechgen build --help”可以查看写法"),
        ("--lang fr", "'--lang' 的值不对：'fr' 不能用，可以写：'zh', 'en'"),
        ("build faulty.yaml --set 领导＝张三", "等号是全角的（＝），要用半角：--set 领导=张三"),
        ("build faulty.docx", "这里要写提纲文件（.yaml），不是成稿"),
        ("build quote.yaml", "要写“引文号”，或直接写“内容”"),
        ("build list.yaml", "现有：centred、gb33476、standard"),
        ("new 贺信", "没有“贺信”这种讲话的骨架"),
        ("build faulty.yaml --set 领导", "“领导”不是“变量名=值”的写法"),
    ],
)
def test_faults_of_the_command_line(arguments: str, told: str, folder: Path) -> None:
    code, said = run(folder, *arguments.split(), SPEECHGEN_LANG="zh")
    assert code == 2
    assert told in said
    assert_chinese(said)


def test_a_fault_of_an_outline(folder: Path) -> None:
    code, said = run(folder, "--lang", "zh", "build", "faulty.yaml")
    assert code == 2
    assert said.splitlines() == [
        "faulty.yaml:2:9: 错误[E203]：“领导”没有声明",
        "    2 | 开头: 请{{ 领导 }}讲话。",
        "      |            ^^^^",
        "  提示：在“变量”（vars）或“必填”（required）里写上它",
    ]


def test_a_skeleton_and_its_document(folder: Path) -> None:
    code, said = run(folder, "--lang", "zh", "new", "动员", "-o", "new.yaml")
    assert code == 0
    assert said == "已生成 new.yaml\n下一步：填好内容，再运行 speechgen build new.yaml\n"
    code, said = run(folder, "--lang", "zh", "build", "new.yaml")
    assert code == 0
    assert said.endswith("已生成 new.docx\n")
    assert_chinese(said)


CHINESE, ENGLISH = "错误[E203]：“领导”没有声明", "error[E203]: '领导' is undefined"


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"LANG": "zh_CN.UTF-8"}, CHINESE),
        ({"LANG": "C", "LC_ALL": "zh_CN.UTF-8"}, CHINESE),
        ({"LANG": "en_US.UTF-8", "SPEECHGEN_LANG": "zh"}, CHINESE),
        ({"LANG": "zh_CN.UTF-8", "SPEECHGEN_LANG": "en"}, ENGLISH),
        ({"LANG": "C"}, ENGLISH),
        ({"LANG": "de_DE.UTF-8"}, ENGLISH),
    ],
    ids=lambda value: " ".join(value.values()) if isinstance(value, dict) else "",
)
def test_the_language_of_the_system(environment: dict[str, str], told: str, folder: Path) -> None:
    code, said = run(folder, "build", "faulty.yaml", **environment)
    assert code == 2
    assert told in said


@pytest.mark.parametrize("encoding", ["gbk", "gbk:strict"])
def test_a_gbk_console(encoding: str, folder: Path) -> None:
    """What it cannot show becomes ``?``; nothing fails."""
    (folder / "rare.yaml").write_text("标题: 𠮷🙂\n开头: 请{{ 𠮷 }}讲话。\n", "utf-8")
    for arguments, code in ((["rare.yaml"], 2), (["没有🙂.yaml"], 2), (["--help"], 0)):
        ended, said = run(folder, "build", *arguments, encoding=encoding, LANG="zh_CN.GBK")
        assert ended == code
        assert ("?" in said) == (ended != 0)
        assert ("错误" if ended else "提纲") in said
