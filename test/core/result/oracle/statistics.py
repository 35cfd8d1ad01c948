"""Prints test/data/statistics/tests.json: SciPy's numbers for the tests of hypotheses.

Run by hand: python3 test/core/result/oracle/statistics.py > test/data/statistics/tests.json
"""

import json
import math
import random
import sys

import numpy
import scipy
from scipy import stats

draw = random.Random(20261128)


def normal(n, mean, sd):
    return [draw.gauss(mean, sd) for _ in range(n)]


SAMPLES = [
    ("five and five", normal(5, 0, 1), normal(5, 1, 1)),
    ("unequal sizes and spreads", normal(7, 0, 1), normal(12, 0.5, 4)),
    ("means far from zero", normal(20, 100, 1), normal(20, 100.5, 1)),
    ("two and two", [1.0, 2.5], [3.0, 3.25]),
    ("many", normal(200, 0, 1), normal(150, 0.1, 1.2)),
    ("ties", [1, 2, 2, 3, 3, 3, 4], [2, 3, 4, 4, 5, 5, 6]),
    ("many ties", [float(draw.randrange(6)) for _ in range(40)], [float(draw.randrange(1, 8)) for _ in range(40)]),
    ("far apart", normal(8, 0, 1), normal(30, 100, 1)),
    ("A18 baseline and add_ten", [0.9394668720496699, 0.7567269639446257, 1.9978645080891542, 1.5794370922415317, 1.536901793824304], None),
    ("A18 baseline and add_tiny", [0.9394668720496699, 0.7567269639446257, 1.9978645080891542, 1.5794370922415317, 1.536901793824304], None),
]
SAMPLES[8] = (SAMPLES[8][0], [value + 10 for value in SAMPLES[8][1]], SAMPLES[8][1])
SAMPLES[9] = (SAMPLES[9][0], [value + 0.1 for value in SAMPLES[9][1]], SAMPLES[9][1])

PAIRS = [
    ("six pairs", normal(6, 0.3, 1)),
    ("twenty pairs", normal(20, 0.3, 1)),
    ("fifty pairs", normal(50, 0.1, 1)),
    ("eighty pairs", normal(80, 0.1, 1)),
    ("ten with ties", [1, -1, 2, 2, -3, 4, 4, 5, 5, 6]),
    ("ten with zeros", [0, 0, 1, -2, 3, 4, -5, 6, 7, 8]),
    ("thirty with ties and zeros", [float(draw.randrange(-3, 6)) for _ in range(30)]),
]


def number(result):
    return {"statistic": float(result.statistic), "p": float(result.pvalue)}


def interval(result):
    found = result.confidence_interval(0.95)
    return [float(found.low), float(found.high)]


def unpaired(name, a, b):
    rows = {}
    for alternative in ("two-sided", "less", "greater"):
        rows[alternative] = {
            "welch": number(stats.ttest_ind(a, b, equal_var=False, alternative=alternative)),
            "student": number(stats.ttest_ind(a, b, alternative=alternative)),
            "mannwhitney": number(stats.mannwhitneyu(a, b, alternative=alternative)),
        }
        if math.comb(len(a) + len(b), len(a)) <= 100_000:
            mean = lambda x, y, axis: numpy.mean(x, axis=axis) - numpy.mean(y, axis=axis)
            rows[alternative]["permutation"] = number(
                stats.permutation_test((a, b), mean, vectorized=True, n_resamples=math.inf, alternative=alternative)
            )
    welch = stats.ttest_ind(a, b, equal_var=False)
    pooled = ((len(a) - 1) * numpy.var(a, ddof=1) + (len(b) - 1) * numpy.var(b, ddof=1)) / (len(a) + len(b) - 2)
    return {
        "name": name,
        "a": a,
        "b": b,
        "tests": rows,
        "welchInterval": interval(welch),
        "studentInterval": interval(stats.ttest_ind(a, b)),
        "cohensD": float((numpy.mean(a) - numpy.mean(b)) / math.sqrt(pooled)),
    }


def paired(name, d):
    rows = {}
    for alternative in ("two-sided", "less", "greater"):
        rows[alternative] = {
            "paired-t": number(stats.ttest_rel(d, [0] * len(d), alternative=alternative)),
            "wilcoxon": number(stats.wilcoxon(d, alternative=alternative)),
        }
    return {"name": name, "differences": d, "tests": rows, "meanInterval": interval(stats.ttest_rel(d, [0] * len(d)))}


def holm(values):
    order = sorted(range(len(values)), key=lambda at: values[at])
    found, least = [0.0] * len(values), 0.0
    for place, at in enumerate(order):
        least = min(1.0, max(least, (len(values) - place) * values[at]))
        found[at] = least
    return found


P = [0.01, 0.04, 0.03, 0.005, 0.6, 0.04]
json.dump(
    {
        "scipy": scipy.__version__,
        "unpaired": [unpaired(*one) for one in SAMPLES],
        "paired": [paired(*one) for one in PAIRS],
        "corrections": {"p": P, "bh": stats.false_discovery_control(P).tolist(), "holm": holm(P)},
    },
    sys.stdout,
)
sys.stdout.write("\n")
