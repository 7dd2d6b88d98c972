"""The real nginx, for tests of our configurations."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

DEPLOY = Path(__file__).parent.parent / "app" / "deploy"
NGINX = shutil.which("nginx", path=os.environ.get("PATH", "") + os.pathsep + "/usr/sbin")
needs_nginx = pytest.mark.skipif(
    NGINX is None and not os.environ.get("CI"), reason="no nginx found; install it to try its configurations"
)


def changed(text: str, changes: dict[str, str]) -> str:
    """A configuration with each of these texts, which stands there once, replaced."""
    for ours, here in changes.items():
        assert text.count(ours) == 1, ours
        text = text.replace(ours, here)
    return text


@contextmanager
def proxying(configuration: str, folder: Path, port: int) -> Iterator[None]:
    """nginx with this configuration, which listens on `port`, until the block ends; its logs are in `folder`.

    Raises:
        AssertionError: there is no nginx, or it refuses the configuration.
    """
    assert NGINX is not None, "no nginx found; install it from your system's packages"
    file = folder / "nginx.conf"
    file.write_text(f"daemon off;\npid {folder}/nginx.pid;\nerror_log {folder}/error.log;\n{configuration}")
    command = [NGINX, "-p", str(folder), "-c", str(file)]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(10)
