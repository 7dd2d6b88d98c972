"""Every setting of the app, read once from the environment.

`app/deploy/settings.md` documents them, and a test holds the two together.
"""

import errno
import os
import re
import sys
import tempfile
from dataclasses import dataclass, field, fields
from functools import cache
from ipaddress import ip_network
from pathlib import Path
from typing import Any

from platformdirs import PlatformDirs

PREFIX = "PIXELWISE_"

_DATABASE = "pixelwise.db"
_SHORTEST_KEY = 32
_ORIGIN = re.compile(r"https?://(?:\*\.)?[A-Za-z0-9.-]+(?::\d+)?")
_SQLITE = "sqlite:///"
_FULL = {errno.ENOSPC, errno.EDQUOT}
_USER = PlatformDirs("pixelwise", appauthor=False)


def _user_data_folder() -> Path:
    """Where this system keeps a user's application data."""
    folder = _USER.user_data_path
    if sys.platform == "darwin" and not (folder / _DATABASE).exists():
        # platformdirs obeys XDG_DATA_HOME on macOS too. Who sets it may have a database in the usual place.
        usual = Path.home() / "Library" / "Application Support" / "pixelwise"
        return usual if (usual / _DATABASE).exists() else folder
    return folder


def _setting(default: object, about: str) -> Any:
    return field(default=default, metadata={"about": about})


@dataclass(frozen=True)
class AppSettings:
    """One field per setting; `PIXELWISE_<FIELD>` in the environment overrides its default."""

    database_url: str = _setting(
        "",
        "Where the records live, as an SQLAlchemy URL, for example "
        "`postgresql://user:password@host/pixelwise`. Empty: an SQLite file in the data folder.",
    )
    data_dir: str = _setting("", "The data folder. Empty: the user's data folder, as this system defines it.")
    grader_workers: int = _setting(2, "Processes kept ready to run learners' code, of about 130 MB each.")
    grader_queue: int = _setting(
        48,
        "Submissions that may wait for a sandbox, of which one address may hold three quarters; one more is told "
        "that the grader is busy.",
    )
    secure_cookie: bool = _setting(
        False,
        "Send the identity cookie over HTTPS only. Set it to 1 wherever the lesson is served over HTTPS.",
    )
    visits: int = _setting(
        600,
        "Open pages that one process holds, of which one address may hold three quarters; one more is shown a page "
        "that tries again. A visit takes up to a few megabytes of memory.",
    )
    cookie_key: str = _setting(
        "",
        "The secret that signs the identity cookies, of 32 characters or more, the same for all replicas. Empty: one "
        "that is made once and kept with the records. To replace it, write the new one behind the old one, with a "
        "space between them, until every learner has been there again.",
    )
    frame_ancestors: str = _setting(
        "",
        "Other sites that may show the lesson in a frame, such as a learning platform: origins like "
        "`https://moodle.example.org`, separated by spaces. Cookies are then sent over HTTPS only, and a browser keeps "
        "them apart for each site that shows the lesson.",
    )
    trusted_proxies: str = _setting(
        "127.0.0.1",
        "The proxies in front of the app, as addresses and networks separated by commas: they are believed when they "
        "say, in `X-Forwarded-For`, for which address they ask. Limits per address count by it.",
    )
    torch_threads: int = _setting(1, "Threads one forward pass of a network, or one matrix product, may use.")
    device: str = _setting(
        "", "Where the networks run: `cuda`, `mps` or `cpu`. Empty: the fastest that this machine has."
    )
    network_queue: int = _setting(
        48,
        "Pictures that may wait for the networks, of which one address may hold three quarters; one more is told "
        "that they are busy.",
    )
    warm_up: bool = _setting(
        True,
        "Load the networks in the background, one after another, once a first page is out. Set it to 0 where memory "
        "is short: each network is then loaded when a page first asks it.",
    )
    training_runs: int = _setting(
        1,
        "Trainings that may go on at once, each in a process of its own, on one thread and at low priority.",
    )
    training_queue: int = _setting(
        8,
        "Trainings that may wait for their turn, of which one address may hold three quarters; one more is told "
        "that the queue is full.",
    )
    training_lease: int = _setting(
        15,
        "Seconds until a training that nobody watches pauses and lets the next one go on; after four times as long "
        "it ends.",
    )
    nuclei: str = _setting(
        "",
        "The path of the nuclei pictures (`nuclei256.npz`), for the parts that train and test on them. "
        "`lessons/scenes/nuclei.py` says how to get them.",
    )
    freeze: bool = _setting(
        True,
        "Exempt what is loaded at start-up from garbage collection, which makes every click faster. "
        "Set it to 0 only to measure the difference.",
    )

    def cookie_keys(self) -> list[str]:
        """The secrets that sign cookies, the newest last. Exits with one clear sentence if one is too short."""
        keys = self.cookie_key.split()
        if any(len(key) < _SHORTEST_KEY for key in keys):
            raise SystemExit(
                f"A key in {PREFIX}COOKIE_KEY is too short; use {_SHORTEST_KEY} random characters or more."
            )
        return keys

    def framing_sites(self) -> str:
        """The sites that may frame the lesson. Exits with one clear sentence if one of them is no origin."""
        for each in self.frame_ancestors.split():
            if not _ORIGIN.fullmatch(each):
                raise SystemExit(
                    f"{PREFIX}FRAME_ANCESTORS names {each!r}; use origins such as https://moodle.example.org."
                )
        return " ".join(self.frame_ancestors.split())

    def proxies(self) -> str:
        """The trusted proxies. Exits with one clear sentence if one of them is no address and no network."""
        for each in filter(None, map(str.strip, self.trusted_proxies.split(","))):
            try:
                ip_network(each)
            except ValueError:
                raise SystemExit(
                    f"{PREFIX}TRUSTED_PROXIES names {each!r}; use addresses and networks such as 10.0.0.0/8."
                ) from None
        return self.trusted_proxies

    def sqlalchemy_url(self) -> str:
        """The database to use. Creates the data folder if the default SQLite file is meant."""
        if self.database_url:
            return self.database_url
        folder = Path(self.data_dir).expanduser() if self.data_dir else _user_data_folder()
        folder.mkdir(parents=True, exist_ok=True)
        return f"{_SQLITE}{folder / _DATABASE}"

    def check_data_folder(self) -> None:
        """Exit with one sentence if SQLite could not write in its folder. A full disk is none: that passes."""
        place = str(Path(self.data_dir).expanduser() if self.data_dir else _user_data_folder())
        try:
            url = self.sqlalchemy_url()
            if not url.startswith(_SQLITE):
                return
            file = Path(url.removeprefix(_SQLITE).partition("?")[0])
            place = str(file.parent.absolute())
            tempfile.TemporaryFile(dir=file.parent).close()
            if file.exists():
                file.open("r+b").close()
        except OSError as error:
            if error.errno in _FULL:
                return
            name = PREFIX + ("DATABASE_URL" if self.database_url else "DATA_DIR")
            raise SystemExit(
                f"The records cannot be kept in {place} ({error.strerror}): set {name} to a place that can be written."
            ) from error


def _read(name: str, default: object) -> object:
    text = os.environ.get(PREFIX + name.upper())
    if text is None:
        return default
    if isinstance(default, bool):
        if text not in {"0", "1"}:
            raise SystemExit(f"{PREFIX}{name.upper()} is {text!r}; set it to 0 or 1.")
        return text == "1"
    if isinstance(default, int):
        if not text.isdigit() or int(text) < 1:
            raise SystemExit(f"{PREFIX}{name.upper()} is {text!r}; set it to a whole number, 1 or more.")
        return int(text)
    return text


@cache
def settings() -> AppSettings:
    """The settings of this process. Exits with one clear sentence if a value is unusable."""
    values: dict[str, Any] = {each.name: _read(each.name, each.default) for each in fields(AppSettings)}
    return AppSettings(**values)


def reference() -> str:
    """The text of `app/deploy/settings.md`: `python -m app.settings > app/deploy/settings.md`."""
    rows = [
        f"| `{PREFIX}{each.name.upper()}` | {_as_markdown(each.default)} | {each.metadata['about']} |"
        for each in fields(AppSettings)
    ]
    return "\n".join(
        [_INTRODUCTION, "| variable | default | what it does |", "| --- | --- | --- |", *rows, ""]
    )


def _as_markdown(default: object) -> str:
    if default == "":
        return "empty"
    return f"`{int(default) if isinstance(default, bool) else default}`"


_INTRODUCTION = """# Settings

Every setting is an environment variable. This page is generated by `python -m app.settings`, and a test
fails when it falls behind the code. Address and port are options of `python run.py`; the settings that
belong to Streamlit itself are in `.streamlit/config.toml`.
"""

if __name__ == "__main__":
    print(reference(), end="")
