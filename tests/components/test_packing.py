import base64
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from app.components.packing import pack

UNPACK = Path(__file__).parents[2] / "app" / "components" / "packing.js"
NODE = shutil.which("node")


def test_packed_bytes_say_how_long_their_header_is():
    packed = pack({"name": "ü"}, b"ab", b"c")
    length = int.from_bytes(packed[:4], "little")
    assert json.loads(packed[4 : 4 + length]) == {"name": "ü"}
    assert packed[4 + length :] == b"abc"
    with pytest.raises(ValueError):
        pack({"value": float("nan")})


@pytest.mark.skipif(NODE is None, reason="no Node.js found; install it to test the browser side")
def test_the_browser_reads_what_python_packed(tmp_path):
    header, pixels = {"name": "ü", "shape": [2, 3]}, bytes(range(250, 256))
    (tmp_path / "packing.mjs").write_text(UNPACK.read_text())
    (tmp_path / "script.mjs").write_text("""
        import { readFileSync } from "node:fs";
        import { unpack } from "./packing.mjs";
        const { header, rest } = unpack(Buffer.from(readFileSync(0, "utf8"), "base64"));
        process.stdout.write(JSON.stringify([header, Array.from(rest)]));
    """)
    done = subprocess.run(
        [str(NODE), "script.mjs"],
        cwd=tmp_path,
        input=base64.b64encode(pack(header, pixels)),
        capture_output=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [header, list(pixels)]
