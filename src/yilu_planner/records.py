"""Dataclasses to canonical JSON and back, with a JSON Schema; arrays follow their declarations (`Spec`)."""

import json
import types
import typing
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import numpy as np

from yilu_planner.problem.arrays import Part, Spec, specs_of
from yilu_planner.refusal import refuse_field

T = TypeVar("T")


def to_plain(value: Any) -> Any:
    """Lists, dicts, strings and numbers; whole floats become integers, infinity becomes null."""
    if isinstance(value, np.ndarray):
        return _numbers(value.tolist())
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: to_plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, (list, tuple)):
        return [to_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, float):
        return _numbers(value)
    return value


def to_text(value: Any) -> str:
    """Canonical JSON: declared order, one line for each top-level key, shortest form of every number."""
    plain = to_plain(value)
    lines = [
        f"{json.dumps(key)}:{json.dumps(item, ensure_ascii=False, separators=(',', ':'), allow_nan=False)}"
        for key, item in plain.items()
    ]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def from_plain(kind: type[T], plain: Any, path: str = "") -> T:
    """Build a dataclass from plain JSON; unknown and missing keys are refused by name."""
    if not isinstance(plain, dict):
        raise refuse_field(path or kind.__name__, plain, "应为 JSON 对象", "it must be a JSON object")
    hints = get_type_hints(kind)
    known = {item.name: item for item in fields(kind)}  # type: ignore[arg-type]
    for key in plain:
        if key not in known:
            raise refuse_field(
                _join(path, key), "…", f"未知字段；已知有 {'、'.join(known)}",
                f"unknown field; known are {', '.join(known)}",
            )  # fmt: skip
    values: dict[str, Any] = {}
    for name, item in known.items():
        where = _join(path, name)
        if name not in plain:
            if item.default is MISSING and item.default_factory is MISSING:
                raise refuse_field(where, None, "缺少该字段", "this field is missing")
            continue
        is_array = "spec" in item.metadata
        values[name] = plain[name] if is_array else _convert(hints[name], plain[name], where)
    return kind(**values)


def _convert(hint: Any, plain: Any, path: str) -> Any:
    origin, args = get_origin(hint), get_args(hint)
    if is_dataclass(hint):
        return from_plain(typing.cast(type[Any], hint), plain, path)
    if origin in (Union, types.UnionType):
        if plain is None and type(None) in args:
            return None
        return _convert(next(arg for arg in args if arg is not type(None)), plain, path)
    if origin is tuple:
        if not isinstance(plain, list):
            raise refuse_field(path, plain, "应为数组", "it must be an array")
        if len(args) == 2 and args[1] is Ellipsis:
            return tuple(_convert(args[0], item, f"{path}[{at}]") for at, item in enumerate(plain))
        return tuple(_convert(arg, item, path) for arg, item in zip(args, plain, strict=True))
    if origin is dict:
        if not isinstance(plain, dict):
            raise refuse_field(path, plain, "应为 JSON 对象", "it must be a JSON object")
        return {key: _convert(args[1], item, f"{path}[{key}]") for key, item in plain.items()}
    if origin is Literal:
        if plain not in args:
            raise refuse_field(path, plain, f"应为 {'、'.join(args)} 之一", f"one of {', '.join(args)}")
        return plain
    return _scalar(hint, plain, path)


def _scalar(hint: Any, plain: Any, path: str) -> Any:
    if hint is float and isinstance(plain, (int, float)) and not isinstance(plain, bool):
        return float(plain)
    if hint is not float and type(plain) is hint:
        return plain
    names = {str: ("文本", "text"), bool: ("true 或 false", "true or false"), int: ("整数", "a whole number")}
    zh, en = names.get(hint, ("数字", "a number"))
    raise refuse_field(path, plain, f"应为{zh}", f"it must be {en}")


def schema_of(kind: type) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a dataclass, shapes by nesting depth."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": kind.__name__, **_object(kind)}


def _object(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    specs = specs_of(kind) if issubclass(kind, Part) else {}
    properties: dict[str, Any] = {}
    required = []
    for item in fields(kind):
        name = item.name
        properties[name] = _array(specs[name]) if name in specs else _schema(hints[name])
        if item.default is MISSING and item.default_factory is MISSING:
            required.append(name)
    described = {"description": kind.__doc__} if kind.__doc__ else {}
    return {
        "type": "object",
        **described,
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _array(spec: Spec) -> dict[str, Any]:
    number: dict[str, Any] = {"type": ["number", "null"] if spec.unlimited else "number"}
    if np.isfinite(spec.low):
        number["minimum"] = spec.low
    if np.isfinite(spec.high):
        number["maximum"] = spec.high
    for _ in spec.axes:
        number = {"type": "array", "items": number}
    shape = " x ".join(spec.axes) or "one number"
    return {**number, "description": f"{spec.about} ({spec.unit}; {shape})"}


def _schema(hint: Any) -> dict[str, Any]:
    origin, args = get_origin(hint), get_args(hint)
    if is_dataclass(hint):
        return _object(typing.cast(type, hint))
    if origin in (Union, types.UnionType):
        return {"anyOf": [{"type": "null"} if arg is type(None) else _schema(arg) for arg in args]}
    if origin is tuple:
        if len(args) == 2 and args[1] is Ellipsis:
            return {"type": "array", "items": _schema(args[0])}
        return {"type": "array", "prefixItems": [_schema(arg) for arg in args]}
    if origin is dict:
        return {"type": "object", "additionalProperties": _schema(args[1])}
    if origin is Literal:
        return {"enum": list(args)}
    return {"type": {str: "string", bool: "boolean", int: "integer", float: "number"}[hint]}


def _numbers(value: Any) -> Any:
    if isinstance(value, list):
        return [_numbers(item) for item in value]
    if isinstance(value, float):
        if value == float("inf"):
            return None
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    return value


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
