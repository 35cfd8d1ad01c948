"""The worker's life: load the objective, run items, answer each."""

import _thread
import importlib
import os
import sys
from time import perf_counter

from sweepdeck._call import plan_async, plan_call
from sweepdeck._decode import decode
from sweepdeck._encode import encode_outputs, encode_value
from sweepdeck._failure import failure, plain_failure
from sweepdeck._folder import return_home, settle
from sweepdeck._item import current
from sweepdeck._streams import Streams

# Seconds. A longer item is always marked, because native code or a subprocess may have printed; starting one takes
# longer than this, and a mark is 2 % of it.
_LONG = 0.0005


def serve(source, sink):
    """Runs until the runner says stop, or is gone."""
    write = _writer(sink)
    lines = open(source, "rb", buffering=1 << 18)
    line = lines.readline()
    if not line:
        return
    load = decode(line)
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=lambda: _forked(source, sink))
    streams = Streams(load["token"])
    try:
        call = load_objective(load)
    except BaseException as error:
        write("X%s\n" % _load_failure(error, load))
        return
    current.report = lambda metrics: write("P%d\t%s\n" % (current.seq, encode_value(metrics)))
    write("R%s\t%s\n" % (sys.version.split()[0], " ".join(_packages())))
    for line in iter(lines.readline, b""):
        message = decode(line)
        if message["kind"] == "stop":
            return
        _run(message["items"], call, streams, write)


def _run(items, call, streams, write, item=current, clock=perf_counter):
    last = items[-1][0]
    for item.seq, parameters, item.seed, item.replicate, item.folder in items:
        item.parameters = parameters
        item.stream = None
        begun = clock()
        try:
            text = encode_outputs(call(parameters))
            kind = "V"
        except BaseException as error:
            text = failure(error)
            kind = "F"
        seconds = clock() - begun
        if item.forked:
            os._exit(0)  # the item forked and came back twice: only the first process answers
        streams.restore()
        return_home()
        marked = streams.touched() or seconds >= _LONG or item.seq == last
        if marked:
            streams.mark(item.seq)
        write("%s%d\t%.9f\t%d\t%s\n" % (kind, item.seq, seconds, marked, text))


def load_objective(load):
    """Goes where the objective is at home, imports it, runs ``setup``, and answers what to call with parameters."""
    settle(load["cwd"])
    current.root = load["root"]
    # The first entry is the folder that the worker was started in, unless the user has switched that off.
    sys.path[0 : 0 if getattr(sys.flags, "safe_path", False) else 1] = load["folders"]
    sys.argv = [load["target"]]
    context = {}
    if load.get("setup"):
        try:
            context = plan_async(lambda _: _find(load["setup"], "run.setup")())({})
        except BaseException as error:
            raise _SetupError(error)
        context = context if isinstance(context, dict) else {}
    return plan_async(plan_call(_find(load["target"], "run.python"), context, current))


def _find(target, key):
    module_name, _, name = target.partition(":")
    found = importlib.import_module(module_name)
    for part in name.split("."):
        if not hasattr(found, part):
            raise _NotFound("`%s` says %s, but the module %s has no %s" % (key, target, module_name, name))
        found = getattr(found, part)
    if not callable(found):
        raise _NotFound("`%s` says %s, but that is not a function" % (key, target))
    return found


class _NotFound(Exception):
    pass


class _SetupError(Exception):
    def __init__(self, cause):
        Exception.__init__(self)
        self.cause = cause


def _load_failure(error, load):
    if isinstance(error, _SetupError):
        return failure(error.cause, "setup")
    if isinstance(error, _NotFound):
        return plain_failure("start", "FunctionNotFound", str(error))
    if isinstance(error, ModuleNotFoundError) and error.name and load["target"].split(":")[0].startswith(error.name):
        message = "there is no module %s in %s" % (error.name, " or ".join(load["folders"]))
        return plain_failure("start", "ModuleNotFoundError", message)
    return failure(error, "start")


def _writer(sink, write=os.write, leave=os._exit):
    """Writes whole lines, whichever thread reports. Without the descriptor the worker is of no use: the runner sees it end."""
    turn = _thread.RLock()  # not a plain lock, because a signal handler of the item may report as well

    def send(text):
        data = text.encode("ascii")
        with turn:
            try:
                sent = write(sink, data)
                while sent < len(data):
                    sent += write(sink, data[sent:])
            except OSError:
                leave(0 if current.forked else 74)

    return send


def _forked(source, sink):
    """In a process that the item has forked: it has no part in the protocol."""
    current.forked = True
    current.report = None
    for descriptor in (source, sink):
        try:
            os.close(descriptor)
        except OSError:
            continue  # the item has closed it before


def _packages():
    """``name==version`` of what is installed for this interpreter, by the names of folders alone: imports nothing."""
    import os

    found = set()
    for folder in sys.path:
        if not folder.endswith("-packages"):
            continue
        try:
            names = os.listdir(folder)
        except OSError:
            continue
        for name in names:
            if name.endswith(".dist-info") and name.isascii() and " " not in name:
                found.add("==".join(name[: -len(".dist-info")].split("-", 1)))
    return sorted(found)[:5000]
