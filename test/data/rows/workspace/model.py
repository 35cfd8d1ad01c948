"""Objectives for the rows of tests."""


class Config:
    """A class that nobody describes."""


def train(lr: float, depth: int, optimizer: str = "adam", *, seed: int):
    """Trains a model."""
    return {"loss": lr * depth}


def free(**parameters):
    """Takes whatever it gets."""
    return parameters


def configured(config: Config):
    """Takes an object."""
    return {}
