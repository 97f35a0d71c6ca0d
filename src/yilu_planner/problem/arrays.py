"""Arrays declared once: meaning, axes, unit, bounds; validation, JSON, schema and documents read it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from yilu_planner.refusal import Reason, Refused, refuse_field

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Spec:
    """What an array field holds; `unlimited`: infinity (null in JSON) means no limit."""

    axes: tuple[str, ...]
    unit: str
    about: str
    low: float = 0.0
    high: float = np.inf
    whole: bool = False
    unlimited: bool = False


class Described(NamedTuple):
    """One array field of a part, with its specification and value."""

    name: str
    spec: Spec
    value: Array


def numbers(axes: str, unit: str, about: str, **bounds: Any) -> Any:
    """A dataclass field holding an array over the axes named in `axes` (blank: one number)."""
    return field(metadata={"spec": Spec(tuple(axes.split()), unit, about, **bounds)})


def specs_of(part: type) -> dict[str, Spec]:
    """The specification of every array field of a part, in order."""
    return {item.name: item.metadata["spec"] for item in fields(part) if "spec" in item.metadata}


class Part:
    """A frozen group of arrays; makes them read-only and refuses values out of bounds at birth."""

    def __post_init__(self) -> None:
        for name, spec in specs_of(type(self)).items():
            path = f"{part_name(type(self))}.{name}"
            object.__setattr__(self, name, _frozen(path, spec, getattr(self, name)))

    def described(self) -> Iterator[Described]:
        """Every array with its specification."""
        for name, spec in specs_of(type(self)).items():
            yield Described(name, spec, cast(Array, getattr(self, name)))

    def why_not_shaped(self, sizes: Mapping[str, int]) -> list[Reason]:
        """Reasons why an array does not fit the sets of the problem (one for each field that does not)."""
        reasons: list[Reason] = []
        for name, spec, value in self.described():
            wanted = tuple(sizes[axis] for axis in spec.axes)
            if value.size == 0 and 0 in wanted:  # nothing of nothing: JSON cannot say which axes come after
                object.__setattr__(self, name, np.empty(wanted))
            elif value.shape != wanted:
                reasons += refuse_field(
                    f"{part_name(type(self))}.{name}",
                    f"shape {list(value.shape)}",
                    f"应为 {list(wanted)}（{' × '.join(spec.axes) or '一个数'}）",
                    f"it must have shape {list(wanted)} ({' x '.join(spec.axes) or 'one number'})",
                ).reasons
        return reasons


def part_name(part: type) -> str:
    """The key of a part in the problem and its JSON: the class name in lower case."""
    return part.__name__.lower()


def _frozen(path: str, spec: Spec, value: Any) -> Array:
    try:
        array = np.array(value, dtype=np.float64)
    except (TypeError, ValueError):
        raise refuse_field(
            path, value, "应为数字数组，各行长度一致", "it must be numbers in rows of equal length"
        ) from None
    if spec.unlimited:
        array = np.where(np.isnan(array) & _was_null(value, array), np.inf, array)
    bad = np.isnan(array) | (array < spec.low) | (array > spec.high)
    if not spec.unlimited:
        bad |= np.isinf(array)
    if spec.whole:
        bad |= array != np.floor(array)
    if bad.any():
        index = tuple(int(i) for i in np.argwhere(bad)[0])
        raise refuse_field(
            path + (str(list(index)) if index else ""),
            float(array[index]),
            _bounds_zh(spec),
            _bounds_en(spec),
        )
    array.setflags(write=False)
    return array


def _was_null(value: Any, array: Array) -> NDArray[np.bool_]:
    """Where the input said None (no limit) rather than NaN (not a number)."""
    if isinstance(value, np.ndarray) and value.dtype != object:
        return np.zeros(array.shape, dtype=np.bool_)
    flat = np.array(value, dtype=object).reshape(array.shape)
    return np.array([item is None for item in flat.flat], dtype=np.bool_).reshape(array.shape)


def _bounds_en(spec: Spec) -> str:
    kind = "a whole number" if spec.whole else "a number"
    upper = "" if np.isinf(spec.high) else f" and at most {spec.high:g}"
    null = " (null: no limit)" if spec.unlimited else ""
    return f"it must be {kind} of at least {spec.low:g}{upper}, in {spec.unit}{null}"


def _bounds_zh(spec: Spec) -> str:
    kind = "整数" if spec.whole else "数字"
    upper = "" if np.isinf(spec.high) else f"、不大于 {spec.high:g}"
    null = "（null 表示不限）" if spec.unlimited else ""
    return f"应为不小于 {spec.low:g}{upper} 的{kind}，单位 {spec.unit}{null}"


def refuse_all(reasons: list[Reason]) -> None:
    """Raise one refusal with every reason, if there is any."""
    if reasons:
        raise Refused(*reasons)
