"""Plain Python values to JSON and back, exactly.

JSON has no tuple, set, bytes, NaN or dictionary key that is not text, and graders care: `(0.5, 0.6)` is not
`[0.5, 0.6]`. Those are written as an object with one key that starts with `$`. A type nobody expects
becomes its `repr`, and comes back as that text.
"""

import json
import math
from typing import Any

NOTE = (
    'In values, {"$tuple": [...]} is a tuple, {"$set": [...]} a set, {"$dict": [[key, value], ...]} '
    'a dictionary whose keys JSON does not have, {"$float": "nan"} a number JSON does not have, '
    '{"$bytes": "00ff"} bytes in hexadecimal, and {"$repr": "..."} the printed form of anything else.'
)

# Far deeper than any answer needs. A list nested without limit would overflow the JSON encoder.
_DEEPEST = 60
# Python refuses to turn longer numbers into decimal text.
_WIDEST_INT_BITS = 10_000


def to_json(value: Any, depth: int = 0) -> Any:
    """`value` in terms of what strict JSON has."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        return value if value.bit_length() <= _WIDEST_INT_BITS else {"$repr": hex(value)}
    if isinstance(value, float):
        return value if math.isfinite(value) else {"$float": str(value)}
    if depth == _DEEPEST:
        return {"$repr": "..."}
    if isinstance(value, list):
        return [to_json(each, depth + 1) for each in value]
    if isinstance(value, tuple):
        return {"$tuple": [to_json(each, depth + 1) for each in value]}
    if isinstance(value, set | frozenset):
        return {"$set": [to_json(each, depth + 1) for each in value]}
    if isinstance(value, bytes):
        return {"$bytes": value.hex()}
    if isinstance(value, dict):
        if all(isinstance(key, str) and not key.startswith("$") for key in value):
            return {key: to_json(each, depth + 1) for key, each in value.items()}
        return {"$dict": [[to_json(key, depth + 1), to_json(each, depth + 1)] for key, each in value.items()]}
    return {"$repr": repr(value)}


def from_json(value: Any) -> Any:
    """The value that `to_json` was given; a frozen set comes back as a set."""
    if isinstance(value, list):
        return [from_json(each) for each in value]
    if not isinstance(value, dict):
        return value
    match value:
        case {"$tuple": items}:
            return tuple(from_json(each) for each in items)
        case {"$set": items}:
            return {from_json(each) for each in items}
        case {"$dict": pairs}:
            return {from_json(key): from_json(each) for key, each in pairs}
        case {"$float": text}:
            return float(text)
        case {"$bytes": text}:
            return bytes.fromhex(text)
        case {"$repr": text}:
            return text
    return {key: from_json(each) for key, each in value.items()}


def dumps(value: Any) -> str:
    """`value` as strict ASCII JSON text, without spaces."""
    return json.dumps(to_json(value), allow_nan=False, separators=(",", ":"))
