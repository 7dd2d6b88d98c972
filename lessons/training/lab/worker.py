"""The process that trains. It talks with the server in pickles over two pipes of its own.

Training in the server's own process would take the interpreter from every page. Over a pipe each knows at
once when the other is gone: a server that dies closes its end, and this process ends in the middle of a step.
"""

import os
import queue
import signal
import sys
import threading
from contextlib import suppress
from multiprocessing import connection

MOST_BYTES = 2**26
"""Of one message: the weights of the largest network a learner can train are a twentieth of that."""

End = connection.Connection if os.name == "posix" else connection.PipeConnection
"""One end of a pipe, made of the number by which this system knows it."""


def main() -> None:
    """Obey the commands that come in, as `lessons.training.lab.trainer` says; the arguments name the pipes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C in a terminal is for the server, which then ends us
    os.dup2(2, 1)  # what a library prints is for the server's log
    inwards, outwards, niceness = map(int, sys.argv[1:])
    incoming, outgoing = End(inwards, writable=False), End(outwards, readable=False)
    commands: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(incoming, commands), daemon=True).start()
    from lessons.training.lab.trainer import Trainer

    Trainer(lambda *message: outgoing.send(message), niceness).obey(commands)


def _listen(incoming: connection.Connection, commands: "queue.SimpleQueue[bytes]") -> None:
    with suppress(EOFError, OSError):
        while True:
            # Unpickled by the main thread: two threads that import at the same time can wait for each other.
            commands.put(incoming.recv_bytes(MOST_BYTES))
    os._exit(0)


if __name__ == "__main__":
    main()
