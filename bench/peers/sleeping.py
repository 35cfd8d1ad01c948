"""joblib.Parallel with two processes, over items that take a while. python3 sleeping.py ITEMS SECONDS"""

import sys
from time import sleep

from joblib import Parallel, delayed


def f(seconds, i):
    sleep(seconds)
    return {"result": i}


if __name__ == "__main__":
    print(len(Parallel(n_jobs=2)(delayed(f)(float(sys.argv[2]), i) for i in range(int(sys.argv[1])))))
