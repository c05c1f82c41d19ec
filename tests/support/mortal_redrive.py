"""`copydesk dead-letters redrive` that kills itself at a message of its choice, as SIGKILL from outside would.

`python -m tests.support.mortal_redrive MESSAGES ARGUMENTS...`: dies before it hands one message more than that to the
producer. Decisions are messages, too.
"""

from __future__ import annotations

import os
import signal
import sys

from kafka import KafkaProducer

from copydesk.cli.main import app


def main() -> None:
    left = int(sys.argv[1])
    send = KafkaProducer.send

    def dying(producer: KafkaProducer, *arguments: object, **options: object) -> object:
        nonlocal left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
        return send(producer, *arguments, **options)

    KafkaProducer.send = dying
    app(["dead-letters", "redrive", *sys.argv[2:]])


if __name__ == "__main__":
    main()
