"""The process that trains. It talks with the server in pickles over two pipes of its own.

Training in the server's own process would take the interpreter from every page. Over a pipe each knows at
once when the other is gone: a server that dies closes its end, and this process ends in the middle of a step.
"""

import os
import pickle
import queue
import signal
import sys
import threading
from contextlib import suppress
from typing import IO, Any


def send(stream: IO[bytes], message: tuple[Any, ...]) -> None:
    """Write a message, its length before it: reading a bare pickle from a pipe waits for the next one too."""
    content = pickle.dumps(message)
    stream.write(len(content).to_bytes(8, "little") + content)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes:
    """The next message, still pickled.

    Raises:
        EOFError: the other end is gone.
    """
    size = int.from_bytes(stream.read(8), "little")
    content = stream.read(size)
    if not size or len(content) < size:
        raise EOFError
    return content


def main() -> None:
    """Obey the commands that come in on standard input, as `lessons.training.lab.trainer` says."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is for the server, which then ends us
    inwards, outwards = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the messages
    commands: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(inwards, commands), daemon=True).start()
    from lessons.training.lab.trainer import Trainer

    Trainer(lambda *message: send(outwards, message), int(sys.argv[1])).obey(commands)


def _listen(stream: IO[bytes], commands: "queue.SimpleQueue[bytes]") -> None:
    with suppress(EOFError, OSError):
        while True:
            # Unpickled by the main thread: two threads that import at the same time can wait for each other.
            commands.put(receive(stream))
    os._exit(0)


if __name__ == "__main__":
    main()
