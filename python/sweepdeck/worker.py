"""The process that runs a Python objective. Started by the runner as ``python -m sweepdeck.worker``.

It reads JSON lines on descriptor 3 and answers on descriptor 4 (protocol/objective.ts). Every answer is written
before the next item begins, so that a crash is never charged to the wrong item.
"""

import os
import sys

_INPUT = 3
_OUTPUT = 4


def main():
    if sys.version_info < (3, 8):
        message = "Python %d.%d is too old: Sweepdeck needs 3.8 or newer. Choose another one with the setting sweepdeck.python or run.interpreter."
        text = '{"kind":"start","type":"PythonTooOld","message":"%s","trace":""}' % (message % sys.version_info[:2])
        os.write(_OUTPUT, ("X%s\n" % text).encode("ascii"))
        return

    # What the runner's own parents have left open is not for user code.
    os.closerange(_OUTPUT + 1, 1024)
    from sweepdeck._guard import start_guard

    start_guard(_INPUT)
    from sweepdeck._serve import serve

    serve(_private(_INPUT), _private(_OUTPUT))


def _private(descriptor):
    """A copy that no subprocess inherits, away from the low numbers; the original is closed."""
    try:
        import fcntl

        copy = fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 100)
    except ImportError:
        copy = os.dup(descriptor)
    os.close(descriptor)
    return copy


if __name__ == "__main__":
    main()
