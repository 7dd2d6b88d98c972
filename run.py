"""`python run.py` sets up and opens the lesson; `python run.py test` passes the tests.

Standard library only, and in the syntax of Python 3.6, so that an old Python can still say what is needed.
"""

import argparse
import hashlib
import http.client
import importlib.util
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import webbrowser
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(f"This is Python {sys.version.split()[0]}: install Python 3.11 or newer, and run this with it.")

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
CONSTRAINTS = "constraints.txt"  # the version of every package, those too that no requirement names
SANDBOX = "requirements-sandbox.txt"  # what runs learners' code: these very files
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def install(*files: str) -> None:
    """Bring `.venv` up to these requirement files, within the constraints; does nothing where it already is."""
    stamp = VENV / "installed.txt"
    read = (CONSTRAINTS, SANDBOX, *files)
    wanted = {sys.version[:4] + hashlib.sha256((ROOT / name).read_bytes()).hexdigest() for name in read}
    if PYTHON.exists() and stamp.exists() and wanted <= set(stamp.read_text().splitlines()):
        return
    whole = f"import pip, sys; sys.exit(sys.version[:4] != '{sys.version[:4]}')"
    if not PYTHON.exists() or subprocess.call([str(PYTHON), "-c", whole], stderr=subprocess.DEVNULL):
        if not all(map(importlib.util.find_spec, ("venv", "ensurepip"))):
            sys.exit("This Python lacks venv: install it (Debian, Ubuntu: apt install python3-venv).")
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
    stamp.unlink(missing_ok=True)  # An install that is cut short must not pass for a finished one.
    print(f"Installing {' and '.join(files)}: some minutes the first time.", flush=True)
    needed = [f"--constraint={CONSTRAINTS}"] + [f"--requirement={name}" for name in files]
    for chosen in (["--require-hashes", "--no-deps", f"--requirement={SANDBOX}"], needed):
        if run("pip", "install", "--disable-pip-version-check", *chosen):
            sys.exit("The packages could not be installed: mend what pip says above, and run this again.")
    stamp.write_text("\n".join(sorted(wanted)))


def run(*command: str) -> int:
    """Run a tool of `.venv` to its end and return its exit status."""
    os.environ["PYTHONUTF8"] = "1"
    process = subprocess.Popen([str(PYTHON), "-m", *command], cwd=str(ROOT))
    signal.signal(signal.SIGTERM, lambda *_: process.terminate())
    try:
        return process.wait()
    finally:  # Ctrl+C reached the tool too: let it tidy up.
        process.wait()


def base_path(text: str) -> str:
    """The path to serve the lesson under, without slashes around it; raises ArgumentTypeError if it cannot be one."""
    path = text.strip("/")
    if not re.fullmatch("[A-Za-z0-9_-]+(/[A-Za-z0-9_-]+)*", path):
        raise argparse.ArgumentTypeError(f"{text!r} is not a path such as seg/lesson")
    return path


def announce(address: str, path: str, browser: bool) -> None:
    """Say where the app is, and open it, once it answers: it takes its port some time before that."""
    while True:
        try:
            server = http.client.HTTPConnection(address, timeout=60)
            server.request("GET", "/healthz")
            server.getresponse()
            break
        except OSError:
            time.sleep(0.05)
    print(f"Pixelwise is at http://{address}{path} (Ctrl+C ends it)", flush=True)
    if browser and (os.name == "nt" or sys.platform == "darwin" or "DISPLAY" in os.environ):
        webbrowser.open("http://" + address + path)


def main(task: str, *options: str) -> "int | str":
    """Do what the command line asks for; return the exit status, or why it failed."""
    if task in ("test", "bench"):
        install("requirements.txt", "requirements-dev.txt")
        run("exercises", "prepare")
        checks = ("ruff check", "ruff format --check", "pyright", "tests.javascript", "pytest")
        tools = [name.split() for name in (checks if task == "test" else ("tests.bench",))]
        failed = [" ".join(tool[:2]) for tool in tools if run(*tool, *(options if tool is tools[-1] else ()))]
        return "Failed: " + ", ".join(failed) if failed else 0
    parser = argparse.ArgumentParser(description="Open the lesson. Also: run.py test [--long], run.py bench.")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine)")
    parser.add_argument("--port", default=8501, type=int, help="port to listen on (default: 8501)")
    parser.add_argument(
        "--base-path", type=base_path, help="path behind a proxy, such as seg/lesson (default: none)"
    )
    parser.add_argument("--no-browser", action="store_true", help="do not open the browser")
    chosen = parser.parse_args([task, *options] if task else [])
    address = f"{chosen.host}:{chosen.port}".replace("0.0.0.0", "127.0.0.1")
    try:
        socket.create_server((chosen.host, chosen.port)).close()
    except (OSError, OverflowError) as error:
        why = str(getattr(error, "strerror", error)).split(" (")[0]
        return f"Cannot listen on {address} ({why}): choose another --port or --host."
    install("requirements.txt")
    run("exercises", "prepare")  # where it cannot be done, the app says so and runs without
    path = f"/{chosen.base_path}/" if chosen.base_path else ""
    threading.Thread(target=announce, args=(address, path, not chosen.no_browser), daemon=True).start()
    place = ["--server.address", chosen.host, "--server.port", str(chosen.port)]
    if path:
        place += ["--server.baseUrlPath", chosen.base_path]
    return run("streamlit", "run", "app/server.py", *place, "--logger.hideWelcomeMessage=true")


if __name__ == "__main__":
    signal.signal(signal.SIGINT, lambda *_: sys.exit(130))  # Ctrl+C ends quietly.
    sys.exit(main(*sys.argv[1:] or [""]))
