"""Reads parameters: JSON with the tags of core/value/encode.ts taken away."""

from json import loads

_SPECIAL = {"NaN": float("nan"), "Infinity": float("inf"), "-Infinity": float("-inf")}


def decode(line):
    """The message in one line of the protocol."""
    raw = loads(line)
    return _untag(raw) if b'"$"' in line else raw


def _untag(raw):
    if isinstance(raw, list):
        return [_untag(of) for of in raw]
    if not isinstance(raw, dict):
        return raw
    tag = raw.get("$")
    if tag == "map" and isinstance(raw.get("of"), dict):
        return {key: _untag(of) for key, of in raw["of"].items()}
    if isinstance(tag, str) and tag in _SPECIAL and len(raw) == 1:
        return _SPECIAL[tag]
    return {key: _untag(of) for key, of in raw.items()}
