"""No log of requests tells a visit or a file."""

import os
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from tests.servers import ROOT, free_port


def test_uvicorns_own_log_does_not_tell_them(tmp_path: Path) -> None:
    port = free_port()
    place = ["--host", "127.0.0.1", "--port", str(port)]
    environment = os.environ | {"PIXELWISE_DATA_DIR": str(tmp_path), "PIXELWISE_DATABASE_URL": ""}
    with (tmp_path / "log").open("w") as log:
        command = [sys.executable, "-m", "uvicorn", "app.server:app", *place]
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        for method, address in (
            ("PUT", "_stcore/upload_file/a-visit/a-file"),
            ("GET", "media/a-file.png?a-file"),
        ):
            assert answers(Request(f"http://127.0.0.1:{port}/{address}", b"", method=method))
    finally:
        server.terminate()
        server.wait(20)
    text = (tmp_path / "log").read_text()
    assert '"PUT /_stcore/upload_file/- HTTP/1.1"' in text
    assert '"GET /media/- HTTP/1.1"' in text
    assert "a-visit" not in text
    assert "a-file" not in text


def answers(request: Request) -> bool:
    """Whether it is answered, in whatever way, within a minute."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            urlopen(request, timeout=20).close()
        except HTTPError as refusal:
            refusal.close()
            return True
        except OSError:
            time.sleep(0.1)
        else:
            return True
    return False
