"""One thread for all of torch, for the tests of a folder whose `conftest.py` imports this."""

from collections.abc import Iterator

import pytest
import torch


@pytest.fixture(autouse=True)
def single_threaded() -> Iterator[None]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)
