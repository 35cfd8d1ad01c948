"""The folder that items run in: an item that goes elsewhere does not take the next ones along."""

import functools
import os

_go = os.chdir
_home = None
_left = False


def settle(folder):
    """Goes where items are to run, and notices from now on when one leaves."""
    global _home
    _go(folder)
    _home = os.getcwd()
    os.chdir = _noticed(os.chdir)
    if hasattr(os, "fchdir"):
        os.fchdir = _noticed(os.fchdir)


def return_home():
    """Undoes what an item did to the current folder."""
    global _left
    if not _left:
        return
    _left = False
    try:
        _go(_home)
    except OSError:
        return  # the item has removed it, and the next one will say what it misses


def _noticed(move):
    @functools.wraps(move)
    def moving(*where, **named):
        global _left
        _left = True
        return move(*where, **named)

    return moving
