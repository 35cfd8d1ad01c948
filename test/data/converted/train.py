"""Stands for the training scripts of the files beside it: it prints what it was given as one line of JSON."""

import json
import sys


def number(text):
    try:
        return float(text)
    except ValueError:
        return text


given = dict(argument.lstrip("-").split("=", 1) for argument in sys.argv[1:] if "=" in argument)
values = [number(text) for text in given.values()]
print(json.dumps({"loss": sum(value for value in values if isinstance(value, float)), "given": len(given)}))
