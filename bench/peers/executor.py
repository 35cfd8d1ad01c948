"""concurrent.futures.ProcessPoolExecutor with two processes. python3 executor.py ITEMS SECONDS"""

import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from time import sleep


def f(seconds, i):
    sleep(seconds)
    return {"result": i}


if __name__ == "__main__":
    with ProcessPoolExecutor(2) as pool:
        print(len(list(pool.map(partial(f, float(sys.argv[2])), range(int(sys.argv[1]))))))
