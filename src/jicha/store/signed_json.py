"""JSON that carries its own SHA-256: a flipped bit, a cut end and an edit by hand are all found when it is read.

The digest stands for the content, not for its author: who can write the file can also sign it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def encode(values: Mapping[str, Any]) -> bytes:
    """The one form of these values as bytes, with their digest under ``digest``. Dates become ISO text."""
    return _text({**values, "digest": content_digest(values)})


def decode(content: bytes) -> dict[str, Any]:
    """The values, without the digest. Raises ValueError unless the bytes are exactly what ``encode`` gives."""
    values = json.loads(content)
    if not isinstance(values, dict):
        raise ValueError("not an object")
    values.pop("digest", None)
    if encode(values) != content:
        raise ValueError("its digest does not hold")
    return values


def content_digest(values: Mapping[str, Any]) -> str:
    """SHA-256 of the values, lowercase hex."""
    return hashlib.sha256(_text(values)).hexdigest()


def _text(values: Mapping[str, Any]) -> bytes:
    text = json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True, default=lambda moment: moment.isoformat())
    return f"{text}\n".encode()
