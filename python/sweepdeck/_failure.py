"""An exception as data: kind, type, one line of message, and a trace that starts in the user's code."""

import os

from sweepdeck._encode import Unencodable, encode_value

_OURS = os.path.dirname(os.path.abspath(__file__)) + os.sep
_HEAD = 16 * 1024
_TAIL = 48 * 1024


def failure(error, kind=None):
    """The JSON text of a Failure. Never raises, whatever the exception's own methods do."""
    name = _name(error)
    message = _message(error, name)
    parts = {"kind": kind or _kind(error), "type": name, "message": message, "trace": _fold(_trace(error, name, message))}
    return encode_value(parts)


def plain_failure(kind, name, message):
    """The JSON text of a Failure that no exception stands for."""
    return encode_value({"kind": kind, "type": name, "message": message, "trace": ""})


def _kind(error):
    if isinstance(error, Unencodable):
        return "output"
    if isinstance(error, MemoryError):
        return "oom"
    return "exit" if isinstance(error, SystemExit) else "exception"


def _name(error):
    if isinstance(error, Unencodable):
        return "TypeError"
    try:
        return str(type(error).__qualname__)
    except BaseException:
        return "BaseException"


def _message(error, name):
    try:
        text = str(error)
    except BaseException:
        text = "(its message cannot be shown)"
    if isinstance(error, SystemExit):
        return "the objective called sys.exit(%s)" % text[:200]
    if isinstance(error, MemoryError) and not text:
        return "Python could not allocate memory"
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[0][:2000] if lines else name


def _trace(error, name, message):
    try:
        import traceback

        frame = error.__traceback__
        while frame is not None and os.path.abspath(frame.tb_frame.f_code.co_filename).startswith(_OURS):
            frame = frame.tb_next
        return "".join(traceback.format_exception(type(error), error, frame))
    except BaseException:
        return "%s: %s\n" % (name, message)


def _fold(text):
    if len(text) <= _HEAD + _TAIL:
        return text
    return "%s\n... %d characters left out ...\n%s" % (text[:_HEAD], len(text) - _HEAD - _TAIL, text[-_TAIL:])
