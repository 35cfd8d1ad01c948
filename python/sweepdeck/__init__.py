"""What a Python objective may ask of the sweep that runs it.

Everything here works outside a sweep as well: the seed is 0, the replicate 0, the folder a temporary one, and
reports go nowhere. No random generator is seeded for you: pass ``seed()`` or ``new_seed()`` to those you use.
"""

from sweepdeck._item import current as _current

__all__ = ["seed", "new_seed", "dir", "report", "log", "parameters", "replicate", "results"]


def seed():
    """The seed of this item: the same number at every rerun of it."""
    return _current.seed


def replicate():
    """Which repetition of the point this is, from 0."""
    return _current.replicate


def parameters():
    """A copy of the item's parameters, groups as nested mappings."""
    import copy

    return copy.deepcopy(_current.parameters)


def new_seed(bits=32):
    """The next seed of the item's own stream, which is that of ``random.Random(seed()).getrandbits``."""
    if _current.stream is None:
        import random

        _current.stream = random.Random(_current.seed)
    return _current.stream.getrandbits(bits)


def dir():
    """The item's own folder as a ``pathlib.Path``; it is made by the first call."""
    import pathlib

    if _current.folder is None:
        import tempfile

        _current.folder = tempfile.mkdtemp(prefix="sweepdeck-")
    folder = pathlib.Path(_current.root, _current.folder)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def report(step=None, **metrics):
    """Tells intermediate metrics while the item runs, for example ``report(step=3, loss=0.2)``.

    Each name becomes an output with one value a report, unless the objective returns an output of that name.
    """
    if _current.report is not None:
        _current.report(metrics if step is None else dict(metrics, step=step))


def log(*values):
    """Writes a line to the item's standard error, like ``print``."""
    import sys

    print(*values, file=sys.stderr, flush=True)


def results(task, frame=None, entropic16=None):
    """The rows of a sweep for notebooks: a list of dicts, or a pandas or polars frame; see ``sweepdeck._results.results``."""
    from sweepdeck._results import results as read

    return read(task, frame, entropic16)
