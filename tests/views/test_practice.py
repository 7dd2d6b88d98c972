"""The page on practice: what it shows is what the library, the arena and the manifest say."""

import ast
from typing import Any

import pytest

from app import wiring
from app.ui import practice_networks
from lessons import lesson
from lessons.models.weights import manifest
from lessons.practice import arena, choose, families, library
from lessons.practice.counting import multiply_adds
from tests.views.test_pages import Visit, texts


@pytest.fixture
def page(visit: Visit) -> Any:
    test = visit("practice")
    assert not test.exception
    return test


def html(test: Any) -> str:
    return "\n".join(str(each.proto) for each in test.get("html"))


def test_it_runs(page: Any) -> None:
    print([w.value for w in page.warning], [w.value for w in page.info])
    for m in page.markdown: print("MD", m.value[:400])
