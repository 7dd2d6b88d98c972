"""What the tests of this lesson share: one thread for all of torch."""

from tests.lessons.threads import single_threaded

__all__ = ["single_threaded"]
