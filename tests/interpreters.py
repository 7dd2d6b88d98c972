"""The processes of the sandbox that this process of tests or of the bench has now."""

import psutil


def interpreters() -> list[psutil.Process]:
    """Each process with interpreters that lives."""
    found = []
    for child in psutil.Process().children():
        try:
            if any(part.endswith("interpreter.py") for part in child.cmdline()):
                found.append(child)
        except psutil.Error:  # it ended just now
            pass
    return found
