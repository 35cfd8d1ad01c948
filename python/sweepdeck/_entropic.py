"""The id that entropic gives to parameters, so that results can be found by their old names."""


def entropic16(parameters, floats=()):
    """The first 16 hex digits of SHA-256 over sorted JSON, numbers with a fraction rounded to 12 decimals.

    Args:
        parameters: a dict of values as JSON has them.
        floats: names of parameters that are floats even where they are whole.
    """
    import hashlib
    import json

    typed = {name: float(value) if name in floats and _is_number(value) else value for name, value in parameters.items()}
    text = json.dumps(_rounded(typed), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def _is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _rounded(value):
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_rounded(inner) for inner in value]
    return round(value, 12) if isinstance(value, float) else value
