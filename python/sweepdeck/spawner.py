"""The small process that starts the commands of one worker, one after the other: the twin of runner/host/spawner.ts.

Linux only, where the system's Python starts a command in a third of the time that Node takes. Both keep the same
promises and pass the same tests: a command leads a session and a process group of its own, inherits this process's
standard output and error (the runner's pipes, cut by marks), and its group is killed when it has ended, so that
nothing prints into the next item. No user code runs here. Started as a file, because the package's own imports would
cost as much as ten commands.
"""

import errno
import json
import os
import select
import signal
import sys
from time import monotonic

_INPUT = 3
_ANSWERS = 4
_SIGNALS = signal.valid_signals()
# A file that is emptied first goes to the disk as soon as it is closed (ext4's auto_da_alloc): 3 ms for each command.
_REWRITE = os.O_WRONLY | os.O_CREAT


class Spawner(object):
    def __init__(self):
        self._environment = _own_environment()
        self._load = None
        self._waiting = []
        self._pid = None
        self._stopping = False

    def serve(self, woken):
        """Runs until the runner says stop, or is gone."""
        poll = select.poll()
        poll.register(_INPUT, select.POLLIN)
        poll.register(woken, select.POLLIN)
        held = b""
        while True:
            for descriptor, _ in poll.poll(self._pause()):
                chunk = os.read(descriptor, 1 << 18)
                if descriptor == woken:
                    if signal.SIGTERM in chunk:
                        self._terminate()
                elif not chunk:
                    # The runner closes the pipe when nothing runs, or because it is gone: nothing may outlive it.
                    self._leave(True)
                else:
                    *lines, held = (held + chunk).split(b"\n")
                    for line in lines:
                        self._receive(json.loads(line))
            self._look()
            self._next()

    def _receive(self, message):
        kind = message["kind"]
        if kind == "load":
            self._prepare(message)
        elif kind == "run":
            self._waiting.extend(message["items"])
        else:
            self._stopping = True

    def _prepare(self, message):
        self._load = message
        # Where there is no such folder it ends without a word, and the runner says why.
        if not os.path.exists(message["cwd"]):
            os._exit(0)
        _write(_ANSWERS, b"R%s\n" % sys.version.split()[0].encode())

    def _next(self):
        while self._pid is None:
            if self._stopping:
                self._leave(False)
            if not self._waiting:
                return
            item = self._waiting.pop(0)
            self._begun = monotonic()
            if "refused" in item:
                self._answer(item["seq"], {"refused": item["refused"]})
            else:
                self._start(item)

    def _start(self, item):
        seq = item["seq"]
        try:
            _prepare_files(item)
            os.chdir(self._load["cwd"])
            environment = dict(self._environment)
            for name, value in item["env"].items():
                environment[_bytes(name)] = _bytes(value)
            line = [_bytes(one) for one in [item["file"]] + item["arguments"]]
            self._pid = _spawn(line, environment)
        except OSError as error:
            code = errno.errorcode.get(error.errno, "")
            self._answer(seq, {"program": item["file"], "error": code, "text": os.strerror(error.errno)})
            return
        self._seq = seq
        self._countdown = Countdown(item["timeout"]) if "timeout" in item else None
        self._timed_out = False
        _write(_ANSWERS, b"S%d\t%d\n" % (seq, self._pid))

    def _pause(self):
        """Milliseconds after which to look at the clock; none without a time limit."""
        if self._pid is None or self._countdown is None or self._timed_out:
            return None
        return self._countdown.pause()

    def _look(self):
        """Answers the command that has ended; ends the one that has reached its limit."""
        if self._pid is None:
            return
        if os.waitid(os.P_PID, self._pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            if self._countdown is not None and not self._timed_out and self._countdown.is_over():
                self._timed_out = True
                _kill_group(self._pid, signal.SIGKILL)
            return
        # As long as it is not waited for, its number is nobody else's.
        _kill_group(self._pid, signal.SIGKILL)
        status = os.waitpid(self._pid, 0)[1]
        self._pid = None
        self._answer(self._seq, {"timeout": True} if self._timed_out else _end(status))

    def _answer(self, seq, end):
        mark = ("\x1e%s:%d\x1e\n" % (self._load["token"], seq)).encode()
        for stream in (1, 2):
            _write(stream, mark)
        text = json.dumps(end, separators=(",", ":"))
        _write(_ANSWERS, ("V%d\t%.9f\t1\t%s\n" % (seq, monotonic() - self._begun, text)).encode())

    def _terminate(self):
        self._stopping = True
        if self._pid is not None:
            _kill_group(self._pid, signal.SIGTERM)

    def _leave(self, kill):
        if kill:
            if self._pid is not None:
                _kill_group(self._pid, signal.SIGKILL)
            _clean_up((self._load or {}).get("scratch"))
        os._exit(0)


class Countdown(object):
    """Milliseconds in which this process could run: time in which it was stopped, or the machine slept, does not count."""

    _STEP = 250
    # How late a look must come to mean that nothing ran.
    _SLEEP = 500

    def __init__(self, limit):
        self._left = limit
        self._begin()

    def _begin(self):
        self._step = min(self._left, self._STEP)
        self._begun = monotonic()

    def pause(self):
        """Until the next look; a little more, because a poll that ends too early would be repeated at once."""
        return max(0, self._step - self._passed()) + 1

    def is_over(self):
        passed = self._passed()
        if passed < self._step:
            return False
        self._left -= self._step if passed > self._step + self._SLEEP else passed
        self._begin()
        return self._left <= 0

    def _passed(self):
        return (monotonic() - self._begun) * 1000


def _spawn(line, environment):
    options = {"setsid": True, "setsigmask": (), "setsigdef": _SIGNALS}
    try:
        return os.posix_spawnp(line[0], line, environment, **options)
    except OSError as error:
        if error.errno != errno.ENOEXEC:
            raise
        # As execvp does: a script without a first line that names its interpreter is the shell's.
        return os.posix_spawn(b"/bin/sh", [b"/bin/sh", _found(line[0])] + line[1:], environment, **options)


def _found(program):
    if b"/" in program:
        return program
    folders = os.environb.get(b"PATH", b"/bin:/usr/bin").split(b":")
    found = [path for path in (os.path.join(folder, program) for folder in folders) if os.access(path, os.X_OK)]
    return (found or [program])[0]


def _prepare_files(item):
    if "folder" in item:
        os.makedirs(item["folder"], exist_ok=True)
    if "stale" in item:
        os.makedirs(os.path.dirname(item["stale"]), exist_ok=True)
        try:
            os.unlink(item["stale"])
        except FileNotFoundError:
            pass
    for path, text in item["files"]:
        with open(os.open(path, _REWRITE, 0o666), "wb") as file:
            file.write(_bytes(text))
            file.truncate()


def _end(status):
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        return {"signal": signal.Signals(number).name if number in _SIGNALS else "signal %d" % number}
    return {"code": os.WEXITSTATUS(status)}


def _bytes(text):
    """UTF-8; half a surrogate pair becomes the replacement character, as Node writes it."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode()


def _write(descriptor, data):
    while data:
        try:
            data = data[os.write(descriptor, data) :]
        except BlockingIOError:
            # A command that it was shared with has switched the pipe to that.
            select.select([], [descriptor], [])
        except OSError:
            # Nobody reads: the runner is gone, also when its end of the other pipe has not been noticed yet.
            spawner._leave(True)


def _kill_group(pid, number):
    try:
        os.killpg(pid, number)
    except ProcessLookupError:
        pass


def _clean_up(scratch):
    """What has left its group is found by its marker: the runner, which would do this, may be gone."""
    import shutil

    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    from sweepdeck._guard import kill_marked

    kill_marked()
    if scratch is not None:
        shutil.rmtree(scratch, ignore_errors=True)


def _own_environment():
    """As it was given: Python may have added to its own (PEP 538)."""
    with open("/proc/self/environ", "rb") as file:
        pairs = [pair.partition(b"=") for pair in file.read().split(b"\0") if b"=" in pair]
    return {name: value for name, _, value in pairs}


def _woken():
    """A pipe on which the numbers of signals arrive."""
    source, sink = os.pipe()
    for descriptor in (source, sink):
        os.set_blocking(descriptor, False)
    signal.set_wakeup_fd(sink, warn_on_full_buffer=False)
    for number in (signal.SIGCHLD, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    return source


if __name__ == "__main__":
    # What the runner's own parents have left open is not for user code.
    os.closerange(_ANSWERS + 1, 1024)
    for one in (_INPUT, _ANSWERS):
        os.set_inheritable(one, False)
    spawner = Spawner()
    spawner.serve(_woken())
