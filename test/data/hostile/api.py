"""Objectives that use the module `sweepdeck`, and the ways in which they can be called."""

import dataclasses
import typing

import sweepdeck


def stream():
    return {"a": sweepdeck.new_seed(), "b": sweepdeck.new_seed(), "c": sweepdeck.new_seed(64), "seed": sweepdeck.seed()}


def seeded(x, seed, replicate):
    return {"x": x, "seed": seed, "replicate": replicate}


def own_seed(seed):
    return {"seed": seed}


def nested(model):
    return {"depth": model["depth"], "same": sweepdeck.parameters() == {"model": model}}


def folder(name):
    (sweepdeck.dir() / name).write_text("kept")
    return {"folder": str(sweepdeck.dir())}


def reporting(steps):
    for step in range(steps):
        sweepdeck.report(step=step, loss=1 / (step + 1))
    sweepdeck.log("after", steps)


@dataclasses.dataclass
class Model:
    depth: int
    rate: float = 0.5


@dataclasses.dataclass
class Config:
    model: Model
    epochs: int = 3


def configured(config: Config, seed):
    return {"depth": config.model.depth, "rate": config.model.rate, "epochs": config.epochs, "seed": seed}


def configured_by_name(config: "Config"):
    return {"depth": config.model.depth}


@dataclasses.dataclass
class Numbers:
    rate: float
    count: int


def numbers(config: Numbers):
    return {"types": typed(config.rate, config.count, None)["types"][:2]}


def typed(rate: float, count: int, maybe: typing.Optional[float] = None, free=0, either: typing.Union[int, float] = 0):
    return {"types": [type(value).__name__ for value in (rate, count, maybe, free, either)]}


def result_object(depth) -> typing.Any:
    return Config(Model(depth))


def prepare():
    return {"data": [1, 2, 3], "x": "never: it is a parameter"}


def with_context(x, data):
    return {"x": x, "sum": sum(data)}


def failing_setup():
    raise OSError("no data")


not_a_function = 3
