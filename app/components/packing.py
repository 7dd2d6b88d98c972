"""Arrays on their way to the browser: one run of bytes, its description in front. `packing.js` reads it.

Streamlit hands raw bytes to the browser only when they are all there is to hand, so what describes
the pixels travels in front of them. A message whose bytes did not change is not sent again:
Streamlit replaces it by its hash.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def pack(header: Mapping[str, Any], *parts: bytes) -> bytes:
    """The length of the header (4 bytes, little-endian), the header as JSON, then the parts.

    The header must be JSON: a NaN or a NumPy scalar in it raises ValueError or TypeError here, where
    Streamlit would send something else without a word.
    """
    text = json.dumps(header, allow_nan=False, separators=(",", ":")).encode()
    return b"".join([len(text).to_bytes(4, "little"), text, *parts])


def digest(*parts: bytes) -> str:
    """A short name for these bytes, by which both sides tell whether anything changed."""
    hasher = hashlib.blake2b(digest_size=8)
    for part in parts:
        hasher.update(part)
    return hasher.hexdigest()
