def f(a, b):
    return {"result": a * b + 1.5}
