"""JSON that carries the SHA-256 of its own content: a flipped bit, a cut end and an edit by hand are found at reading.

The digest stands for the content, not for its author: who can write the file can also sign it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

# The digest is of the bytes between these two, so that reading needs no second writing.
_FRAME = re.compile(rb'\{"digest": "([0-9a-f]{64})", "content": (\{.*\})\}\n', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Signed:
    """Values with the digest they were written with."""

    values: Mapping[str, Any]
    digest: str

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Signed:
        """Sign values; dates may be among them and become ISO text."""
        return cls(values, hashlib.sha256(_text(values)).hexdigest())

    @classmethod
    def read(cls, content: bytes) -> Signed:
        """Read back what ``bytes`` gave. Raises ValueError unless it is that to the bit."""
        match = _FRAME.fullmatch(content)
        if not match or hashlib.sha256(match[2]).hexdigest() != match[1].decode():
            raise ValueError("its digest does not hold")
        return cls(json.loads(match[2]), match[1].decode())

    def __bytes__(self) -> bytes:
        return b'{"digest": "%s", "content": %s}\n' % (self.digest.encode(), _text(self.values))


def _text(values: Mapping[str, Any]) -> bytes:
    text = json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True, default=lambda moment: moment.isoformat())
    return text.encode()
