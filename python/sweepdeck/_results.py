"""Reads the results of a workspace for notebooks and scripts, while sweeps run or not."""

from sweepdeck._decode import decode


def results(task, frame=None, entropic16=None):
    """The newest attempt at every item that was recorded for a task file, in the order of its items.

    Args:
        task: path of the task file (``"pendulum.sweep.yaml"``).
        frame: ``"pandas"`` or ``"polars"`` for a data frame instead, one row an item: groups of parameters are dotted
            names, an output with the name of a parameter is ``out.name``, and what a row lacks is missing.
        entropic16: True adds ``entropic16``, the id that entropic gives to these parameters. It tells 1 from 1.0,
            which results here do not: a list names the parameters that were floats there.

    Returns:
        A list of dicts with ``key``, ``item``, ``replicate``, ``seed``, ``state`` (``"done"`` or ``"failed"``),
        ``parameters``, ``outputs`` (dicts; empty when it failed), ``error`` (text or None), ``seconds``, ``finished``
        (milliseconds since 1970), ``external`` (True for a result that was made elsewhere and registered); or a frame
        with these and one column for each parameter and output. A file that the item left is a dict of ``path``
        (absolute), ``bytes`` and ``sha256``.

    Raises:
        FileNotFoundError: there is no ``.sweepdeck/cache.db`` in a folder above the task file.
        ImportError: the library of the frame is not installed.
        ValueError: there is no such kind of frame.
    """
    rows = _read(task)
    if entropic16 is not None and entropic16 is not False:
        from sweepdeck._entropic import entropic16 as identify

        floats = () if entropic16 is True else tuple(entropic16)
        for row in rows:
            row["entropic16"] = identify(row["parameters"], floats)
    if frame is None:
        return rows
    from sweepdeck._frame import frame_of

    return frame_of(rows, frame)


def _read(task):
    import contextlib
    import pathlib
    import sqlite3

    path = pathlib.Path(task).resolve()
    workspace = _workspace(path)
    database = workspace / ".sweepdeck" / "cache.db"
    query = f"SELECT {', '.join(_COLUMNS)} FROM items WHERE file = ? ORDER BY item"
    with contextlib.closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
        rows = connection.execute(query, (path.relative_to(workspace).as_posix(),)).fetchall()
    return [_row(dict(zip(_COLUMNS, row)), workspace) for row in rows]


_COLUMNS = ("key", "item", "replicate", "seed", "state", "parameters", "outputs", "error", "seconds", "finished", "worker")


def _row(row, workspace):
    row["parameters"] = decode(row["parameters"].encode())
    outputs = decode(row["outputs"].encode()) if row["outputs"] is not None else {}
    for value in outputs.values():
        if isinstance(value, dict) and value.keys() == _FILE:
            value["path"] = str(workspace / value["path"])
    row["outputs"] = outputs
    row["external"] = row.pop("worker") == "external"
    return row


_FILE = {"path", "bytes", "sha256"}


def _workspace(path):
    for folder in path.parents:
        if (folder / ".sweepdeck" / "cache.db").is_file():
            return folder
    raise FileNotFoundError(f"no results of {path} yet: no folder above it has .sweepdeck/cache.db; run the sweep first")
