"""The item that is being run. One object for the whole process; the worker changes its members for every item."""


class Item(object):
    __slots__ = ("seq", "parameters", "seed", "replicate", "root", "folder", "stream", "report", "forked")

    def __init__(self):
        self.seq = None
        self.parameters = {}
        self.seed = 0
        self.replicate = 0
        self.root = ""
        self.folder = None
        self.stream = None
        self.report = None
        self.forked = False


current = Item()
