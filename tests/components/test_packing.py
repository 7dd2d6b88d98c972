import base64
import json

import pytest

from app.components.packing import pack
from tests.javascript import evaluate


def test_packed_bytes_say_how_long_their_header_is():
    packed = pack({"name": "ü"}, b"ab", b"c")
    length = int.from_bytes(packed[:4], "little")
    assert json.loads(packed[4 : 4 + length]) == {"name": "ü"}
    assert packed[4 + length :] == b"abc"
    with pytest.raises(ValueError):
        pack({"value": float("nan")})


def test_the_browser_reads_what_python_packed():
    header, pixels = {"name": "ü", "shape": [2, 3]}, bytes(range(250, 256))
    packed = base64.b64encode(pack(header, pixels)).decode()
    unpack = "(({ header, rest }) => [header, Array.from(rest)])(m.unpack(Buffer.from(x, 'base64')))"
    assert evaluate("packing.js", unpack, packed) == [header, list(pixels)]
