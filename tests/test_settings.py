"""The folder of a user's records: where it was before is where it is found again."""

import sys
from pathlib import Path

import pytest
from platformdirs.macos import MacOS
from platformdirs.unix import Unix
from platformdirs.windows import Windows

from app import settings as module
from app.settings import AppSettings
from lessons.models.fitting.fit import work_folder


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
