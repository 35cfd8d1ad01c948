"""A tiny process that ends the worker's whole process group as soon as the runner is gone.

It is not a thread, because a thread cannot act while native code holds the interpreter lock, and because Python
3.12 warns about every fork in a process with threads. It is not a child of the worker either (it is forked twice),
so that user code that waits for all its children does not wait for this one.
"""

import os
import select
import signal
import time


def start_guard(descriptor):
    """Watches the runner's end of a socket. Windows has no fork: there the runner's job object does this."""
    if not hasattr(os, "fork"):
        return
    first = os.fork()
    if first:
        os.waitpid(first, 0)
        return
    try:
        if os.fork() == 0:
            _watch(descriptor)
    finally:
        os._exit(0)


def _watch(descriptor):
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    for other in (0, 1, 2, 4):
        os.close(other)
    poll = select.poll()
    poll.register(descriptor, 0)  # no events asked for: only hang-up and error wake it
    poll.poll()
    kill_marked()
    os.killpg(0, signal.SIGKILL)


def kill_marked():
    """Kills what has left the group: processes that carry the worker's marker in their environment (Linux)."""
    marker = b"\0SWEEPDECK_WORKER=%s\0" % os.environ.get("SWEEPDECK_WORKER", "").encode()
    for _ in range(20):
        found = [pid for pid in _processes() if marker in _environment(pid)]
        if not found:
            return
        for pid in found:
            try:
                os.kill(pid, signal.SIGKILL)
            except OSError:
                continue  # it has just ended
        time.sleep(0.005)


def _processes():
    try:
        return [int(name) for name in os.listdir("/proc") if name.isdigit() and int(name) != os.getpid()]
    except OSError:
        return []


def _environment(pid):
    try:
        with open("/proc/%d/environ" % pid, "rb") as file:
            return b"\0" + file.read() + b"\0"
    except OSError:
        return b""
