"""Dask's distributed on this machine, two processes, nothing kept. python3 cluster.py ITEMS"""

import sys

from distributed import Client, LocalCluster


def f(a, b, c):
    return {"result": a * b + c}


if __name__ == "__main__":
    points = [(a, b, c) for a in range(10) for b in range(10) for c in range(int(sys.argv[1]) // 100)]
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        print(len(client.gather(client.map(f, *zip(*points)))))
