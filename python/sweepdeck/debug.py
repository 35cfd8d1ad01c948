"""One item of a Python objective under a debugger: ``python -m sweepdeck.debug FILE``.

The file holds what a worker would be told. The outputs are printed, errors are raised, so that the debugger sees them.
"""

import sys

from sweepdeck._decode import decode
from sweepdeck._item import current
from sweepdeck._serve import load_objective


def main(path):
    with open(path, "rb") as lines:
        load = decode(lines.readline())
        message = decode(lines.readline())
    call = load_objective(load)
    current.report = print
    for current.seq, parameters, current.seed, current.replicate, current.folder in message["items"]:
        current.parameters = parameters
        current.stream = None
        print(call(parameters))


if __name__ == "__main__":
    main(sys.argv[1])
