"""How an objective wants to be called, found out once, so that a call costs no inspection."""

_KEYWORDS = 0x08  # inspect.CO_VARKEYWORDS
_POSITIONAL = 0x04  # inspect.CO_VARARGS


def plan_call(function, context, item):
    """A function of the parameters that calls the objective.

    ``context`` is what ``setup`` returned: passed by name where the objective has such a parameter and the sweep
    has not. ``seed`` and ``replicate`` are passed likewise.
    """
    names, is_open = _accepted(function)
    extras = [name for name in ("seed", "replicate") if name in names]
    given = {name: of for name, of in context.items() if is_open or name in names}
    hints = _hints(function)
    model = _model_parameter(hints, names)
    numbers = _numbers(hints, names)
    if model is None and not extras and not given and not numbers:
        return lambda parameters: function(**parameters)

    def call(parameters):
        keywords = dict(parameters) if model is None else model(parameters)
        for name, kind in numbers:
            if name in keywords:
                keywords[name] = _as_number(kind, keywords[name])
        for name in extras:
            if name not in parameters:
                keywords[name] = getattr(item, name)
        for name, of in given.items():
            if name not in parameters:
                keywords[name] = of
        return function(**keywords)

    return call


def plan_async(call):
    """The same call for objectives that return a coroutine: each runs in an event loop of its own."""

    def run(parameters):
        result = call(parameters)
        if not hasattr(type(result), "__await__"):
            return result
        import asyncio

        return asyncio.run(_await(result))

    return run


async def _await(awaitable):
    return await awaitable


def _accepted(function):
    """The parameter names that can be passed by keyword, and whether any other name can."""
    code = getattr(function, "__code__", None)
    if code is not None and not hasattr(function, "__wrapped__") and not hasattr(function, "__self__"):
        skipped = getattr(code, "co_posonlyargcount", 0)
        return code.co_varnames[skipped : code.co_argcount + code.co_kwonlyargcount], bool(code.co_flags & _KEYWORDS)
    import inspect

    try:
        parameters = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return (), True
    by_name = tuple(one.name for one in parameters if one.kind in (one.POSITIONAL_OR_KEYWORD, one.KEYWORD_ONLY))
    return by_name, any(one.kind is one.VAR_KEYWORD for one in parameters)


def _numbers(hints, names):
    """Parameters annotated as `float` or `int`, perhaps optional, with that type."""
    kinds = [(name, _number_kind(hints.get(name))) for name in names]
    return [(name, kind) for name, kind in kinds if kind is not None]


def _number_kind(hint):
    if hint in (float, int):
        return hint
    kinds = getattr(hint, "__args__", None) or ()
    others = [kind for kind in kinds if kind is not type(None)]
    return others[0] if len(kinds) == 2 and len(others) == 1 and others[0] in (float, int) else None


def _as_number(kind, value):
    """`1` and `1.0` are one value in a sweep: the annotation says which of them the function gets."""
    if kind is float and type(value) is int:
        return float(value)
    if kind is int and type(value) is float and value.is_integer():
        return int(value)
    return value


def _model_parameter(hints, names):
    """Where exactly one parameter is annotated as a dataclass or a pydantic model: how to fill it."""
    found = [name for name in names if _is_model(hints.get(name))]
    if len(found) != 1:
        return None
    name, kind = found[0], hints[found[0]]
    others = frozenset(names) - {name}

    def fill(parameters):
        if name in parameters:
            return dict(parameters, **{name: _build(kind, parameters[name])})
        keywords = {other: of for other, of in parameters.items() if other in others}
        keywords[name] = _build(kind, {other: of for other, of in parameters.items() if other not in others})
        return keywords

    return fill


def _hints(of):
    try:
        if not getattr(of, "__annotations__", None):
            return {}
        import typing

        return typing.get_type_hints(of)
    except Exception:
        return {}  # an annotation that cannot be evaluated is none


def _is_model(kind):
    return isinstance(kind, type) and (hasattr(kind, "__dataclass_fields__") or hasattr(kind, "model_validate") or hasattr(kind, "parse_obj"))


def _build(kind, value):
    if not isinstance(value, dict) or not _is_model(kind):
        return value
    if hasattr(kind, "model_validate"):
        return kind.model_validate(value)
    if hasattr(kind, "parse_obj"):
        return kind.parse_obj(value)
    hints = _hints(kind)
    return kind(**{name: _field(hints.get(name), of) for name, of in value.items()})


def _field(hint, value):
    kind = _number_kind(hint)
    return _build(hint, value) if kind is None else _as_number(kind, value)
