"""What a document is made from, as a digest: the same inputs give the same document."""

import json
import os
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from speechgen.speech import Speech
from speechgen.word.deflate import Deflate, packer

_SIZE = 16  # bytes


class Inputs:
    """Digests of the inputs of one speech's documents."""

    def __init__(self, speech: Speech, form: str, deflate: Deflate = "zlib") -> None:
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")  # a .docx says when it was made
        packed = packer(deflate) if form == "docx" else ""
        said = f"{speech.digest} {form} {epoch}{packed and f' {packed}'}"
        self._speech = blake2b(said.encode(), digest_size=_SIZE)
        self._names = sorted(speech.used_names | set(speech.variables.required))

    def of(self, values: Mapping[str, Any]) -> bytes:
        """The digest for these values; a value that no text uses changes nothing."""
        used = [(name, values[name]) for name in self._names if name in values]
        if {type(value) for _, value in used} <= {str}:
            said = repr(used)  # a third of the time of JSON, and no less exact
        else:
            said = json.dumps(used, ensure_ascii=False, sort_keys=True, default=str)
        digest = self._speech.copy()
        digest.update(said.encode("utf-8", "surrogatepass"))
        return digest.digest()
