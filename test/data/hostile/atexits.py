import atexit


def f(path):
    atexit.register(lambda: open(path, "w").write("ended well"))
