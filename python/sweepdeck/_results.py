"""Reads the results of a workspace for notebooks and scripts, while sweeps run or not."""

from sweepdeck._decode import decode


def results(task):
    """The newest attempt at every item that was recorded for a task file, in the order of its items.

    Args:
        task: path of the task file (``"pendulum.sweep.yaml"``).

    Returns:
        A list of dicts with ``key``, ``item``, ``replicate``, ``seed``, ``state`` (``"done"`` or ``"failed"``),
        ``parameters``, ``outputs`` (dicts; empty when it failed), ``error`` (text or None), ``seconds``, ``finished``
        (milliseconds since 1970). A file that the item left is a dict of ``path`` (absolute), ``bytes`` and ``sha256``. ``pandas.json_normalize`` makes a table of it.

    Raises:
        FileNotFoundError: there is no ``.sweepdeck/cache.db`` in a folder above the task file.
    """
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


_COLUMNS = ("key", "item", "replicate", "seed", "state", "parameters", "outputs", "error", "seconds", "finished")


def _row(row, workspace):
    row["parameters"] = decode(row["parameters"].encode())
    outputs = decode(row["outputs"].encode()) if row["outputs"] is not None else {}
    for value in outputs.values():
        if isinstance(value, dict) and value.keys() == _FILE:
            value["path"] = str(workspace / value["path"])
    row["outputs"] = outputs
    return row


_FILE = {"path", "bytes", "sha256"}


def _workspace(path):
    for folder in path.parents:
        if (folder / ".sweepdeck" / "cache.db").is_file():
            return folder
    raise FileNotFoundError(f"no results of {path} yet: no folder above it has .sweepdeck/cache.db; run the sweep first")
