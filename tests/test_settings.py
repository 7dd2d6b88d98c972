"""The folder of a user's records: where it was before is where it is found again."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from platformdirs.macos import MacOS
from platformdirs.unix import Unix
from platformdirs.windows import Windows

from app import settings as module
from app.settings import AppSettings
from lessons.models.fitting.fit import work_folder
from tests.servers import ROOT, free_port


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home folder of the test's own, and no other word on where data goes."""
    for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("WIN_PD_OVERRIDE_LOCAL_APPDATA", r"C:\Users\ada\AppData\Local")
    return tmp_path


def use_system(monkeypatch: pytest.MonkeyPatch, system: type[MacOS | Unix | Windows], platform: str) -> None:
    folders = module._USER
    monkeypatch.setattr(module, "_USER", system(folders.appname, folders.appauthor))
    monkeypatch.setattr(sys, "platform", platform)


def database_file(settings: AppSettings) -> Path:
    return Path(settings.sqlalchemy_url().removeprefix("sqlite:///"))


def test_on_linux_it_is_in_local_share(home: Path, monkeypatch: pytest.MonkeyPatch):
    use_system(monkeypatch, Unix, "linux")
    assert database_file(AppSettings()) == home / ".local" / "share" / "pixelwise" / "pixelwise.db"
    assert (home / ".local" / "share" / "pixelwise").is_dir()


def test_on_linux_it_obeys_xdg_data_home(home: Path, monkeypatch: pytest.MonkeyPatch):
    use_system(monkeypatch, Unix, "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    assert database_file(AppSettings()) == home / "data" / "pixelwise" / "pixelwise.db"


def test_on_macos_it_is_in_application_support(home: Path, monkeypatch: pytest.MonkeyPatch):
    use_system(monkeypatch, MacOS, "darwin")
    folder = home / "Library" / "Application Support" / "pixelwise"
    assert database_file(AppSettings()) == folder / "pixelwise.db"


def test_on_macos_a_database_of_earlier_is_found_whatever_xdg_says(
    home: Path, monkeypatch: pytest.MonkeyPatch
):
    use_system(monkeypatch, MacOS, "darwin")
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    assert database_file(AppSettings()) == home / "data" / "pixelwise" / "pixelwise.db"
    earlier = home / "Library" / "Application Support" / "pixelwise" / "pixelwise.db"
    earlier.parent.mkdir(parents=True)
    earlier.touch()
    assert database_file(AppSettings()) == earlier


@pytest.mark.skipif(sys.platform == "win32", reason="joins paths as this system does")
def test_on_windows_it_is_right_in_the_local_application_data(monkeypatch: pytest.MonkeyPatch):
    use_system(monkeypatch, Windows, "win32")
    assert Path(module._USER.user_data_dir).as_posix() == r"C:\Users\ada\AppData\Local/pixelwise"


@pytest.mark.parametrize("folder", ["records", "~/records"])
def test_a_data_folder_of_ones_own_goes_first(folder: str, home: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(home)
    file = database_file(AppSettings(data_dir=folder))
    assert file.resolve() == home / "records" / "pixelwise.db"


@pytest.mark.skipif(sys.platform != "linux", reason="the cache folder of this system")
def test_a_training_works_in_the_cache_folder(home: Path, monkeypatch: pytest.MonkeyPatch):
    assert work_folder() == home / ".cache" / "pixelwise" / "training"
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    assert work_folder() == home / "cache" / "pixelwise" / "training"


def test_a_data_folder_that_cannot_be_used_ends_the_start_with_one_sentence(tmp_path: Path) -> None:
    """It ends before anything is loaded: in a second where Streamlit's own start is not counted."""
    (tmp_path / "file").touch()
    places = {
        "PIXELWISE_DATA_DIR": str(tmp_path / "file" / "data"),
        "PIXELWISE_DATABASE_URL": f"sqlite:///{tmp_path}/nowhere/records.db",
    }
    for name, place in places.items():
        command = [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            "app/server.py",
            "--server.port",
            str(free_port()),
        ]
        environment = os.environ | {"PIXELWISE_DATABASE_URL": "", name: place}
        ended = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
        assert ended.returncode == 1
        last = ended.stderr.splitlines()[-1]
        assert last.startswith("The records cannot be kept in ") and last.endswith(
            f"set {name} to a place that can be written."
        )
        assert "Traceback" not in ended.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux's own file systems")
def test_a_folder_is_tried_and_a_full_disk_is_no_reason_not_to_start(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="cannot be kept in /proc/self"):
        AppSettings(data_dir="/proc/self").check_data_folder()  # even root may not write there
    (tmp_path / "pixelwise.db").mkdir()
    with pytest.raises(SystemExit, match="PIXELWISE_DATA_DIR"):
        AppSettings(data_dir=str(tmp_path)).check_data_folder()
    (tmp_path / "pixelwise.db").rmdir()
    (tmp_path / "pixelwise.db").symlink_to("/dev/full")
    AppSettings(data_dir=str(tmp_path)).check_data_folder()
    AppSettings(database_url="postgresql://me@host/records").check_data_folder()
