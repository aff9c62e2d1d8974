"""``speechgen library``: its commands, one file each."""

from speechgen.cli.commands import Commands
from speechgen.source.messages import say

# Each command, its module in this room, and what `speechgen library --help` says of it.
COMMANDS = {
    "new": say("begin a library"),
    "list": say("list what a library offers"),
    "show": say("show one thing of a library in full"),
    "check": say("check a library for everything that is wrong with it"),
    "docs": say("write a site of a library"),
    "add": say("use a library in this project"),
    "lock": say("write down the commits of the libraries in git"),
    "update": say("take libraries in git from newer commits"),
    "migrate": say("carry outlines over to a newer version of their library"),
}

command = Commands(
    "library", COMMANDS, "speechgen.cli.library", str(say("See and keep template libraries."))
)
