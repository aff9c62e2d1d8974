"""Salutations: 同志们： 尊敬的各位领导、各位来宾："""

import re

from speechgen.revise.sentences import ENDS

_PEOPLE = (
    r"(?:同志|朋友|同学|乡亲|战友|先生|女士|老师|代表|委员|来宾|嘉宾|领导|同事|工友|企业家|专家|家人"
    r"|伙伴|老乡|主席|主任|书记|市长|县长|区长|局长|部长|省长|校长|党员|同仁|青年|干部|教师|家长|记者|媒体)"
)
_SALUTATION = re.compile(
    rf"(?:尊敬的|亲爱的|各位|同志们|同学们|[^，。；：:;,！!？?]{{0,30}}{_PEOPLE}们?)"
    rf"[^。；;？?]{{0,60}}[：:，,！!]"
)
_ENDS_IN = re.compile(rf"(?:们|{_PEOPLE})\s*[：:，,！!]$")
_LONGEST = 70
# In the middle of a line: 同志们 between two sentences.
GLUED = re.compile(
    r"(?:同志们|同学们|朋友们|各位领导、?同志们|各位同志|各位代表|各位委员)[：:，,！!]"
)


def is_salutation(text: str) -> bool:
    """Whether a line is a salutation and nothing else."""
    if len(text) > _LONGEST or not _ENDS_IN.search(text):
        return False
    return _SALUTATION.fullmatch(text) is not None and not any(end in text[:-1] for end in ENDS)
