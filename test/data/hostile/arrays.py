def f():
    try:
        import numpy as np
    except ImportError:
        return {"unknown": object()}
    return {
        "scalar": np.float64(1.5),
        "count": np.int32(3),
        "flag": np.bool_(True),
        "matrix": np.arange(6).reshape(2, 3),
        "nan": np.array(float("nan")),
        "single": np.float32(0.1),
        "text": np.str_("a"),
        "big": np.uint64(2**64 - 1),
        "day": np.datetime64("2020-01-02"),
        "empty": np.zeros((0,)),
    }
