"""Values as JSON text, in the encoding of core/value/encode.ts.

JSON lacks NaN and infinities: they are ``{"$":"NaN"}``, ``{"$":"Infinity"}``, ``{"$":"-Infinity"}``; a mapping that
itself has the key ``$`` is wrapped in ``{"$":"map","of":...}``. Integers keep all digits, ``-0.0`` its sign, and the
text is ASCII, so that lone surrogates survive.
"""

from json import JSONEncoder
from json.encoder import encode_basestring_ascii as _quote

MAX_DEPTH = 200
MAX_BYTES = 16 * 1024 * 1024

_PLAIN = frozenset((int, float, bool, str, type(None)))
_list = JSONEncoder(allow_nan=False, check_circular=False, separators=(",", ":")).encode
_names = {}


class Unencodable(TypeError):
    """A value that has no JSON form; ``path`` leads to it."""

    def __init__(self, reason):
        TypeError.__init__(self, reason)
        self.reason = reason
        self.path = []

    def __str__(self):
        steps = self.path[:8]
        where = "".join("[%d]" % step if isinstance(step, int) else ("." if at else "") + step for at, step in enumerate(steps))
        return "the output `%s` %s" % (where, self.reason) if where else "the output " + self.reason


def encode_outputs(result):
    """The JSON text of what an objective returned: a mapping, a number (named ``value``) or None."""
    if type(result) is not dict:
        result = _as_mapping(result)
    text = _mapping(result, 0)
    if len(text) > MAX_BYTES:
        raise Unencodable("is larger than 16 MiB; write it to a file in sweepdeck.dir() instead")
    return text


def encode_value(value, depth=0):
    """The JSON text of one value."""
    kind = type(value)
    if kind is float:
        return _float(value)
    if kind is str:
        return _quote(value)
    if kind is bool:
        return "true" if value else "false"
    if value is None:
        return "null"
    if kind is int:
        return _integer(value)
    if depth > MAX_DEPTH:
        raise Unencodable("is nested deeper than %d levels, or contains itself" % MAX_DEPTH)
    if kind is dict:
        return _mapping(value, depth)
    if kind is list or kind is tuple:
        return _sequence(value, depth)
    return encode_value(_convert(value), depth + 1)


def _float(value):
    if value - value == 0.0:
        return repr(value)
    return '{"$":"NaN"}' if value != value else '{"$":"Infinity"}' if value > 0 else '{"$":"-Infinity"}'


def _integer(value):
    try:
        return repr(value)
    except ValueError:
        raise Unencodable("is an integer of more than 4300 digits, which Python refuses to print")


def _mapping(value, depth):
    parts = []
    for key, of in value.items():
        name = _names.get(key) if type(key) is str else None
        if name is None:
            name = _name(key)
        try:
            parts.append(name + encode_value(of, depth + 1))
        except Unencodable as error:
            error.path.insert(0, str(key))
            raise
    text = "{" + ",".join(parts) + "}"
    if len(parts) > 1 and any(type(key) is not str for key in value):
        if len(set(map(str, value))) != len(value):
            raise Unencodable("has two keys that are written alike")
    return '{"$":"map","of":%s}' % text if "$" in value else text


def _name(key):
    """The key as JSON text with its colon; those of outputs come again at every item and are remembered."""
    if isinstance(key, int) and not isinstance(key, bool):
        return '"%d":' % key
    if not isinstance(key, str):
        raise Unencodable("has the key %s, which is not text" % _show(key))
    text = _quote(str.__str__(key)) + ":"
    if len(_names) < 1000 and type(key) is str:
        _names[key] = text
    return text


def _sequence(value, depth):
    if len(value) > 4 and _PLAIN.issuperset(map(type, value)):
        try:
            return _list(value)
        except ValueError:
            pass  # a NaN, an infinity or a very long integer among them: one by one below
    parts = []
    for at, of in enumerate(value):
        try:
            parts.append(encode_value(of, depth + 1))
        except Unencodable as error:
            error.path.insert(0, at)
            raise
    return "[" + ",".join(parts) + "]"


def _as_mapping(result):
    if result is None:
        return {}
    plain = result if isinstance(result, (bool, int, float)) else _convert_or_none(result)
    if isinstance(plain, (bool, int, float)):
        return {"value": plain}
    if isinstance(plain, dict):
        return plain
    raise Unencodable("is %s; return a mapping of named outputs, a number, or nothing" % _show(result))


def _convert_or_none(value):
    try:
        return _convert(value)
    except Unencodable:
        return None


def _convert(value):
    """A value of plain types for one of a known kind; raises Unencodable for all others."""
    kind = type(value)
    if hasattr(kind, "__dataclass_fields__"):
        return {name: getattr(value, name) for name in kind.__dataclass_fields__}
    if hasattr(kind, "_member_map_") and hasattr(value, "value"):
        return value.value
    for plain in (str, bool, int, float):
        if isinstance(value, plain):
            return str.__str__(value) if plain is str else plain(value)
    if hasattr(kind, "tolist") and hasattr(value, "dtype"):
        return _from_array(value)
    if hasattr(kind, "model_fields") and hasattr(value, "model_dump"):
        return value.model_dump()
    if hasattr(kind, "__fields__") and hasattr(value, "dict"):
        return value.dict()
    table = _records(value, kind)
    if table is not None:
        return table
    if hasattr(kind, "keys") and hasattr(kind, "__getitem__"):
        return {key: value[key] for key in value.keys()}
    if isinstance(value, (list, tuple)):
        return list(value)
    if hasattr(kind, "__fspath__"):
        return _text_of(value.__fspath__())
    if kind.__name__ in ("NAType", "NaTType") and kind.__module__.startswith("pandas."):
        return None
    if kind.__module__.split(".")[0] in ("datetime", "pandas") and hasattr(value, "isoformat"):
        return value.isoformat()
    raise Unencodable("is %s, which has no JSON form; convert it to numbers, text, lists or mappings" % _show(value))


def _records(value, kind):
    """A table of pandas, Polars or Arrow as a list of records; a named index of pandas is columns like others."""
    if hasattr(kind, "to_dicts"):
        return value.to_dicts()
    if hasattr(kind, "to_pylist"):
        return value.to_pylist()
    if hasattr(kind, "reset_index") and hasattr(kind, "itertuples"):
        named = any(name is not None for name in value.index.names)
        frame = value.reset_index() if named else value
        if not frame.columns.is_unique:
            raise Unencodable("is a table with two columns of one name")
        return frame.to_dict("records")
    if hasattr(kind, "to_list") and hasattr(kind, "dtype"):
        return value.to_list()
    return None


def _from_array(value):
    plain = value.tolist()
    return float(plain) if type(plain) is type(value) else plain


def _text_of(path):
    if isinstance(path, str):
        return path
    raise Unencodable("is a path of bytes; use text")


def _show(value):
    try:
        shown = repr(value)
    except BaseException:
        shown = "an object that cannot be shown"
    kind = type(value)
    name = kind.__name__ if kind.__module__ in ("builtins", "__main__") else "%s.%s" % (kind.__module__, kind.__name__)
    return "%s (%s)" % (name, shown if len(shown) <= 80 else shown[:77] + "...")
