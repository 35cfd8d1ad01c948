def f(**parameters):
    return parameters
