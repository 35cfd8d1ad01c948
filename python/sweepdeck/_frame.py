"""Rows of results as a data frame of the library that is there."""


def frame_of(rows, kind):
    """A pandas or polars frame; see ``sweepdeck.results``."""
    if kind not in ("pandas", "polars"):
        raise ValueError(f'there is no frame "{kind}": write "pandas" or "polars"')
    try:
        library = __import__(kind)
    except ImportError as error:
        raise ImportError(f"{kind} is not installed in this Python: {error}") from error
    table = columns_of(rows)
    # Polars looks at the first rows only unless told otherwise, and a late number may be a float.
    return library.DataFrame(table) if kind == "pandas" else library.DataFrame(table, strict=False, infer_schema_length=None)


def columns_of(rows):
    """Name → one value a row, None where a row has none; facts first, then parameters, then outputs."""
    flat = [_flat(row) for row in rows]
    names = {}
    for part in range(3):
        for row in flat:
            names.update(dict.fromkeys(row[part]))
    return {name: [_first(row, name) for row in flat] for name in names}


def _flat(row):
    parameters = dict(_dotted(row["parameters"], ""))
    outputs = {f"out.{name}" if name in parameters else name: value for name, value in row["outputs"].items()}
    facts = {name: value for name, value in row.items() if name not in ("parameters", "outputs")}
    return facts, parameters, outputs


def _dotted(mapping, prefix):
    for name, value in mapping.items():
        if isinstance(value, dict) and value:
            yield from _dotted(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value


def _first(row, name):
    for part in row:
        if name in part:
            return part[name]
    return None
