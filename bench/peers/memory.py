"""joblib.Memory: each result in files of its own. python3 memory.py ITEMS FOLDER"""

import sys

from joblib import Memory


def f(a, b, c):
    return {"result": a * b + c}


if __name__ == "__main__":
    items = int(sys.argv[1])
    cached = Memory(sys.argv[2], verbose=0).cache(f)
    print(sum(1 for a in range(10) for b in range(10) for c in range(items // 100) if cached(a, b, c)))
