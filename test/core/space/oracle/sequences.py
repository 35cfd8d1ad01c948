"""Prints test/data/space/sequences.json: numbers of SciPy's quasi-random sequences, and normal quantiles.

Run by hand: python3 test/core/space/oracle/sequences.py > test/data/space/sequences.json
"""

import json
import sys

import numpy
import scipy
from scipy.stats import norm, qmc


def rows(make, dimensions, indices):
    found = []
    for index in indices:
        engine = make(dimensions)
        engine.fast_forward(index)
        found.append({"index": index, "unit": engine.random(1)[0].tolist()})
    return found


def sobol(dimensions):
    return qmc.Sobol(dimensions, scramble=False)


def halton(dimensions):
    return qmc.Halton(dimensions, scramble=False)


def cut(mean, std, low, high):
    units = [0.001, 0.25, 0.5, 0.9, 0.999999]
    a = -numpy.inf if low is None else (low - mean) / std
    b = numpy.inf if high is None else (high - mean) / std
    # `truncnorm.ppf` is good to 1e-9 only; far above the mean the upper tail is exact.
    if a > 0:
        values = mean + std * norm.isf(norm.sf(a) + (norm.sf(b) - norm.sf(a)) * numpy.array(units))
    else:
        values = mean + std * norm.ppf(norm.cdf(a) + (norm.cdf(b) - norm.cdf(a)) * numpy.array(units))
    return {"mean": mean, "std": std, "min": low, "max": high, "values": list(zip(units, values.tolist()))}


few = list(range(1, 17)) + [1000, 65535, 1048575]
json.dump(
    {
        "scipy": scipy.__version__,
        "sobol": [{"dimensions": d, "rows": rows(sobol, d, few if d < 20 else [1, 2, 3, 12345, 987654])} for d in (1, 2, 5, 256)],
        "halton": [{"dimensions": d, "rows": rows(halton, d, few if d < 20 else [1, 2, 3, 12345, 987654])} for d in (1, 2, 5, 100)],
        "normal": [cut(0, 1, None, None), cut(2, 0.5, 1, None), cut(0, 1, None, -3), cut(0, 1, 6, None), cut(0, 1, 6, 7), cut(10, 3, 8, 13)],
    },
    sys.stdout,
)
sys.stdout.write("\n")
