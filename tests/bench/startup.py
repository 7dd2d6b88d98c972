"""How long until a page is served: `python run.py` a second time, beside a bare one-line Streamlit app."""

import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from statistics import median

from tests.bench.rows import Row
from tests.servers import ROOT, free_port

_RUNS = 5
_BARE = Path(__file__).parent / "apps" / "one_line.py"


def _until_served(command: list[str], port: int) -> float:
    environment = os.environ | {"PIXELWISE_DATA_DIR": tempfile.mkdtemp()}
    started = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        while time.perf_counter() - started < 60:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5) as answer:
                    if answer.status == 200:
                        return time.perf_counter() - started
            except OSError:
                time.sleep(0.01)
        raise RuntimeError(f"{command} served nothing within a minute")
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(20)


def rows() -> list[Row]:
    """Both in turn, several times; the ratio of the medians."""
    ours, bare = [], []
    for _ in range(_RUNS):
        port = free_port()
        options = ["--server.port", str(port), "--server.address", "127.0.0.1", "--server.headless", "true"]
        bare.append(_until_served([sys.executable, "-m", "streamlit", "run", str(_BARE), *options], port))
        port = free_port()
        ours.append(_until_served([sys.executable, "run.py", "--no-browser", "--port", str(port)], port))
    return [
        Row("start until a page is served, bare one-line app, median", median(bare) * 1000, "ms"),
        Row("start until a page is served, python run.py, median", median(ours) * 1000, "ms"),
        Row("python run.py / bare one-line app", median(ours) / median(bare), "×", "same run", bar=1.5),
    ]
