"""A git repository made by a test."""

import subprocess
from pathlib import Path


class Repository:
    """A repository with a library in it, on the branch ``main``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str) -> str:
        """Run git here; what it prints."""
        who = ["-c", "user.name=keeper", "-c", "user.email=keeper@example.org"]
        command = ["git", *who, "-c", "protocol.file.allow=always", *arguments]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    def write(self, files: dict[str, str]) -> None:
        """Write files."""
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")

    def pledge(self, word: str, folder: str = ".", field: str = "who") -> None:
        """Write a template that prints a name and a word."""
        header = f"---\nabout: 表态\nfields: {{{field}: text}}\nexample: {{{field}: 我}}\n---\n"
        self.write({f"{folder}/sections/pledge.md.j2": f"{header}{{{{ {field} }}}}{word}。\n"})

    def commit(self, tag: str = "") -> str:
        """Commit everything; the commit, tagged if there is a tag."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", tag or "change")
        if tag:
            self.git("tag", tag)
        return self.git("rev-parse", "HEAD")
