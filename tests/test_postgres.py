"""Where there is no PostgreSQL to try things on: in CI that is a failure."""

import shutil
from pathlib import Path

import pytest

from tests import postgres


@pytest.mark.parametrize(("ci", "outcome"), [("1", pytest.fail.Exception), ("", pytest.skip.Exception)])
def test_a_missing_server_is_a_failure_in_ci_and_a_skip_elsewhere(
    ci: str, outcome: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(Path, "glob", lambda *_: iter(()))
    with pytest.raises(outcome, match="no PostgreSQL here: install it"):
        postgres.binaries()
