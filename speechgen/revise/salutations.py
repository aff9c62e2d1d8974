"""Salutations: 同志们： 尊敬的各位领导、各位来宾："""

import re

_PEOPLE = (
    r"(?:同志|朋友|同学|乡亲|战友|先生|女士|老师|代表|委员|来宾|嘉宾|领导|同事|工友|企业家|专家|家人|老板"
    r"|伙伴|老乡|主席|主任|书记|市长|县长|区长|局长|部长|省长|校长|党员|同仁|青年|学员|居民|村民|职工|会员|官兵|首长|评委|干部|教师|家长|记者|媒体)"
)
# 在座的都是老朋友：says something of them, and calls nobody.
_SALUTATION = re.compile(
    rf"(?![^：:]*(?:是|欢迎|感谢|祝))(?:尊敬的|亲爱的|各位|同志们|同学们|[^，。；：:;,！!？?]{{0,30}}{_PEOPLE}们?)"
    rf"[^。；;？?]{{0,120}}[：:，,！!]"
)
_ENDS_IN = re.compile(rf"(?:们|{_PEOPLE})\s*[：:，,！!]$")
_EVERYBODY = re.compile("各位[^，。：:；是要请有]{1,8}[：:！!]")  # whoever they are
# In the middle of a line: 同志们 between two sentences.
GLUED = re.compile(
    r"(?:同志们|同学们|朋友们|各位领导、?同志们|各位[\u4e00-\u9fff]{2,4})[：:，,！!]"
)


def is_salutation(text: str) -> bool:
    """Whether a line is a salutation and nothing else."""
    if _EVERYBODY.fullmatch(text):
        return True
    return bool(_ENDS_IN.search(text) and _SALUTATION.fullmatch(text))
