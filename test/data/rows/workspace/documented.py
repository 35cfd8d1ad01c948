"""Objectives with docstrings of every style."""

from typing import Literal, Optional


def google(lr: float, depth: int = 2, *rest, mode: Literal["fast", "exact"] = "fast", **others):
    """Trains.

    Args:
        lr (float): How far a step goes,
            in units of the gradient.
        depth: Layers of the net.
        mode: What to prefer.
        **others: Not read.

    Returns:
        loss: Not a parameter.
    """
    return {"loss": lr * depth}


def numpy(lr: float, depth: int, mode: Optional[Literal["fast", 2]] = None):
    """Trains.

    Parameters
    ----------
    lr : float
        How far a step goes,
        in units of the gradient.
    depth, mode : int
        Both of them.

    Returns
    -------
    loss : float
        Not a parameter.
    """
    return {"loss": lr * depth}


def sphinx(lr: float, depth: int):
    """Trains.

    :param lr: How far a step goes,
        in units of the gradient.
    :type lr: float
    :param int depth: Layers of the net.
    :returns: Not a parameter.
    """
    return {"loss": lr * depth}
