"""joblib.Parallel with two processes, which keeps nothing. python3 parallel.py ITEMS"""

import sys

from joblib import Parallel, delayed


def f(a, b, c):
    return {"result": a * b + c}


if __name__ == "__main__":
    items = int(sys.argv[1])
    print(len(Parallel(n_jobs=2)(delayed(f)(a, b, c) for a in range(10) for b in range(10) for c in range(items // 100))))
