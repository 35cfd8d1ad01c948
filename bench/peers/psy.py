"""``psy run`` of psyrun in the working directory: two jobs with two processes each. python3 psy.py ITEMS"""

import os
import sys

from psyrun.main import psy_main

TASK = """
from psyrun import Param

pspace = Param(a=range(10)) * Param(b=range(10)) * Param(c=range({c}))
max_jobs = 2
pool_size = 2


def execute(a, b, c):
    return {{'result': a * b + c}}
"""

if __name__ == "__main__":
    if not os.path.exists("psy-tasks"):
        os.mkdir("psy-tasks")
        with open("psy-tasks/task_bench.py", "w") as file:
            file.write(TASK.format(c=int(sys.argv[1]) // 100))
    sys.exit(psy_main(["run"], init_venv=False))
