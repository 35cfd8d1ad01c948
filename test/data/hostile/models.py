"""An objective whose parameter is a pydantic model; without pydantic, one that behaves like it."""

try:
    from pydantic import BaseModel

    class Model(BaseModel):
        depth: int
        rate: float = 0.5

except ImportError:

    class Model:
        model_fields = {"depth", "rate"}

        @classmethod
        def model_validate(cls, of):
            if not isinstance(of["depth"], int):
                raise ValueError("1 validation error for Model")
            self = cls()
            self.depth, self.rate = of["depth"], of.get("rate", 0.5)
            return self

        def model_dump(self):
            return {"depth": self.depth, "rate": self.rate}


def f(model: Model, replicate):
    return {"model": model, "replicate": replicate}
