"""What the tests of this lesson share: one thread for all of torch."""

from collections.abc import Iterator

import pytest
import torch


@pytest.fixture(autouse=True)
def single_threaded() -> Iterator[None]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)
