"""What a scientist writes by hand: a loop that keeps each result in sqlite3 under a hash of its parameters.

python3 loop.py ITEMS DATABASE: runs what is missing, and says how many items were run.
"""

import hashlib
import json
import sqlite3
import sys


def f(a, b, c):
    return {"result": a * b + c}


def main(items, database):
    db = sqlite3.connect(database, isolation_level=None)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")
    db.execute("CREATE TABLE IF NOT EXISTS cache (key TEXT PRIMARY KEY, parameters TEXT, outputs TEXT)")
    ran = 0
    db.execute("BEGIN IMMEDIATE")
    for a in range(10):
        for b in range(10):
            for c in range(items // 100):
                text = json.dumps({"a": a, "b": b, "c": c}, sort_keys=True)
                key = hashlib.sha256(text.encode()).hexdigest()
                if db.execute("SELECT 1 FROM cache WHERE key = ?", (key,)).fetchone():
                    continue
                db.execute("INSERT INTO cache VALUES (?, ?, ?)", (key, text, json.dumps(f(a, b, c))))
                ran += 1
                if ran % 1000 == 0:
                    db.execute("COMMIT")
                    db.execute("BEGIN IMMEDIATE")
    db.execute("COMMIT")
    print(ran)


main(int(sys.argv[1]), sys.argv[2])
