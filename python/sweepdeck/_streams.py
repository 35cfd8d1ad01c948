"""Standard output and error: UTF-8, unbuffered, cut into items by marks (see protocol/objective.ts)."""

import io
import os
import sys


class _Watched(io.FileIO):
    """A file that knows whether it was written to since somebody asked."""

    touched = False

    def write(self, data):
        self.touched = True
        view = memoryview(data).cast("B")
        sent = io.FileIO.write(self, view)
        while sent is not None and sent < len(view):
            sent += io.FileIO.write(self, view[sent:])
        return len(view)


class Streams(object):
    """Takes over ``sys.stdout`` and ``sys.stderr``, and keeps private copies of the descriptors for the marks."""

    def __init__(self, token):
        self._token = token
        self._copies = [os.dup(1), os.dup(2)]
        self._identities = [os.fstat(copy)[1:3] for copy in self._copies]
        self._open()

    def _open(self):
        self._raw = [_Watched(1, "wb", closefd=False), _Watched(2, "wb", closefd=False)]
        out, err = [io.TextIOWrapper(raw, "utf-8", "backslashreplace", newline="\n", write_through=True) for raw in self._raw]
        self._out, self._err = out, err
        sys.stdout = sys.__stdout__ = out
        sys.stderr = sys.__stderr__ = err

    def restore(self):
        """Undoes what an item did to the streams, so that the next one can print."""
        if sys.stdout is self._out and sys.stderr is self._err and not self._out.closed and not self._err.closed:
            return
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except Exception:
                continue  # the item's own stream, which may be anything
        self._put_back()
        self._open()
        self._raw[0].touched = True

    def touched(self):
        """Whether anything was printed since the last call."""
        out, err = self._raw
        if not (out.touched or err.touched):
            return False
        out.touched = err.touched = False
        return True

    def mark(self, seq, write=os.write):
        """Ends the output of an item."""
        data = ("\x1e%s:%d\x1e\n" % (self._token, seq)).encode("ascii")
        for copy in self._copies:
            try:
                write(copy, data)
            except OSError:
                continue  # closed by the item; the runner goes on without the mark
        self._put_back()

    def _put_back(self):
        """Repairs descriptors 1 and 2 where the item has closed them or pointed them elsewhere."""
        for number, copy, identity in zip((1, 2), self._copies, self._identities):
            if _identity(number) != identity and _identity(copy) == identity:
                os.dup2(copy, number)


def _identity(number):
    try:
        return os.fstat(number)[1:3]
    except OSError:
        return None
