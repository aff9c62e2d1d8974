"""The YAML language server that editors run, spoken to as an editor does: LSP over pipes."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

NODE_TOOLS = Path(os.environ.get("SPEECHGEN_NODE_TOOLS", "/opt/speechgen-ci/node"))
PROGRAM = NODE_TOOLS / "node_modules/yaml-language-server/bin/yaml-language-server"
_SETTINGS = {
    "yaml": {"validate": True, "completion": True, "hover": True, "schemaStore": {"enable": False}}
}


class Editor:
    """An editor in which files are opened, and which asks what the server knows of them."""

    def __init__(self, process: "subprocess.Popen[bytes]") -> None:
        self._process = process
        self._count = 0
        self._diagnostics: dict[str, list[Any]] = {}

    def open(self, file: Path, text: str) -> list[str]:
        """Open a file with a text, and give what is found wrong with it."""
        uri = file.as_uri()
        about = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._send("textDocument/didOpen", {"textDocument": about})
        self._diagnostics.pop(uri, None)
        while uri not in self._diagnostics:
            self._receive()
        return [found["message"] for found in self._diagnostics[uri]]

    def complete(self, file: Path, line: int, column: int) -> dict[str, Any]:
        """What may be typed at a place, both from 0, by its label."""
        found = self._ask("completion", file, line, column)
        items = found["items"] if isinstance(found, dict) else found or []
        return {item["label"]: item for item in items}

    def hover(self, file: Path, line: int, column: int) -> str:
        """What is said of what stands at a place."""
        found = self._ask("hover", file, line, column)
        return str(found["contents"]["value"]) if found else ""

    def _ask(self, what: str, file: Path, line: int, column: int) -> Any:
        place = {"line": line, "character": column}
        wanted = {"textDocument": {"uri": file.as_uri()}, "position": place}
        return self.request(f"textDocument/{what}", wanted)

    def request(self, method: str, params: Any) -> Any:
        """Ask, and wait for the answer."""
        self._count += 1
        self._send(method, params, self._count)
        while True:
            message = self._receive()
            if message.get("id") == self._count and "method" not in message:
                assert "error" not in message, message
                return message.get("result")

    def notify(self, method: str, params: Any) -> None:
        self._send(method, params)

    def _send(self, method: str, params: Any, number: int | None = None) -> None:
        message = {"jsonrpc": "2.0", "method": method, "params": params}
        self._write(message | ({"id": number} if number else {}))

    def _write(self, message: Any) -> None:
        data = json.dumps(message).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(data) + data)
        self._process.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        assert self._process.stdout
        length = 0
        while line := self._process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        message: dict[str, Any] = json.loads(self._process.stdout.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            self._diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif message.get("method") == "workspace/configuration":
            items = message["params"]["items"]
            found = [_SETTINGS.get(item.get("section"), {}) for item in items]
            self._write({"jsonrpc": "2.0", "id": message["id"], "result": found})
        elif "id" in message and "method" in message:
            self._write({"jsonrpc": "2.0", "id": message["id"], "result": None})
        return message


@contextmanager
def editor(folder: Path) -> Iterator[Editor]:
    """An editor with a folder open, and a language server of its own."""
    command = ["node", str(PROGRAM), "--stdio"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        made = Editor(process)
        able = {
            "workspace": {"configuration": True},
            "textDocument": {"hover": {"contentFormat": ["markdown"]}},
        }
        made.request(
            "initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": able}
        )
        made.notify("initialized", {})
        made.notify("workspace/didChangeConfiguration", {"settings": _SETTINGS})
        try:
            yield made
        finally:
            process.kill()
