"""entropic's Store.sweep, a file for each result. python3 entropic_sweep.py ITEMS FOLDER"""

import json
import sys

from entropic import Store


def f(params, path):
    with open(path, "w") as file:
        json.dump({"result": params["a"] * params["b"] + params["c"]}, file)


if __name__ == "__main__":
    store = Store(sys.argv[2] + "/results", sys.argv[2] + "/runs.json", file_suffix=".json")
    points = ({"a": a, "b": b, "c": c} for a in range(10) for b in range(10) for c in range(int(sys.argv[1]) // 100))
    print(sum(1 for _ in store.sweep(points, f)))
