"""An objective that misbehaves on demand: one function a mode."""

import os
import signal
import subprocess
import sys
import threading
import time


def f(mode, **more):
    return MODES[mode](**more)


def innocent(x=1):
    return {"x": x}


def raises():
    raise ValueError("the pendulum fell\nsecond line")


def raises_unprintable():
    class Odd(Exception):
        def __str__(self):
            raise RuntimeError("no text")

    raise Odd()


def recursion():
    return recursion()


def memory_error():
    raise MemoryError()


def sys_exit():
    sys.exit(3)


def interrupt():
    raise KeyboardInterrupt()


def generator_exit():
    raise GeneratorExit()


def exit_now(status=0):
    os._exit(status)


def segfault():
    import ctypes

    ctypes.string_at(0)


def abort():
    os.abort()


def kill_self():
    os.kill(os.getpid(), signal.SIGKILL)


def close_answers():
    os.closerange(3, 300)
    return {}


def close_answers_and_hang():
    os.closerange(3, 300)
    time.sleep(1000)


def garbage():
    for descriptor in range(100, 110):
        try:
            os.write(descriptor, b"\x00garbage\xff\n")
        except OSError:
            continue
    time.sleep(1000)


def endless():
    while True:
        pass


def sleeps():
    time.sleep(1000)


def deaf_to_sigterm():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    while True:
        time.sleep(0.01)


def grows():
    held = []
    while True:
        held.append(bytearray(10_000_000))
        time.sleep(0.001)


def child_grows():
    subprocess.run([sys.executable, "-c", "import time\na=[]\nwhile True:\n a.append(bytearray(10**7)); time.sleep(0.002)"])


def returns_list():
    return [1, 2]


def returns_text():
    return "fine"


def returns_object():
    return {"model": {"weights": [1, object()]}}


def returns_cycle():
    held = {}
    held["self"] = held
    return held


def returns_huge():
    return {"text": "x" * (17 * 1024 * 1024)}


def returns_set():
    return {"members": {1}}


def returns_bytes_key():
    return {b"a": 1}


def nan():
    return {"nan": float("nan"), "inf": float("inf"), "ninf": float("-inf"), "zero": -0.0, "big": 2**70, "$": "\ud800\x00é"}


def number():
    return 2.5


def nothing():
    return None


async def coroutine():
    import asyncio

    await asyncio.sleep(0.001)
    return {"awaited": True}


async def coroutine_raises():
    raise LookupError("inside a coroutine")


def closes_streams():
    sys.stdout.close()
    sys.stderr = None
    os.close(1)
    return {}


def prints():
    print("to stdout")
    print("to stderr", file=sys.stderr)
    os.write(1, b"raw \xff\xfe bytes\n")
    return {}


def child_prints():
    subprocess.run(["sh", "-c", "echo child out; echo child err >&2"])
    return {}


def floods(mebibytes=64):
    block = b"x" * 65535 + b"\n"
    for _ in range(mebibytes * 16):
        os.write(1, block)
    os.write(1, b"the end")
    return {}


def long_line():
    sys.stdout.write("y" * 50_000_000)
    return {}


def late_thread():
    def later():
        time.sleep(0.02)
        raise RuntimeError("late, from a thread")

    threading.Thread(target=later).start()
    return {}


def forks_and_returns():
    os.fork()
    return {"pid": 1}


def leaks_group():
    subprocess.Popen(["sleep", "1000"])
    return {}


def leaks_session():
    subprocess.Popen(["sleep", "1000"], start_new_session=True)
    return {}


def leaks_double_fork():
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.execvp("sleep", ["sleep", "1000"])
        os._exit(0)
    return {}


def kills_its_group():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    os.killpg(0, signal.SIGTERM)
    return {}


def patches():
    import json

    os._exit = json.loads = json.dumps = time.perf_counter = None
    return {}


def descriptors():
    return {"inherited": sorted(int(name) for name in subprocess.run(["ls", "/proc/self/fd"], stdout=subprocess.PIPE, close_fds=False).stdout.split())}


def waits_for_all():
    try:
        os.wait()
    except ChildProcessError:
        return {"children": 0}
    return {"children": 1}


def reads_stdin():
    return {"text": sys.stdin.read()}


def reports_from_threads():
    import sweepdeck

    def report():
        for step in range(5):
            sweepdeck.report(step=step, text="x" * 300_000)

    threads = [threading.Thread(target=report) for _ in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return {}


def moves_away():
    os.chdir("/")
    return {"at": os.getcwd()}


def where():
    return {"at": os.path.basename(os.getcwd())}


MODES = {name: of for name, of in globals().items() if callable(of) and name != "f"}
