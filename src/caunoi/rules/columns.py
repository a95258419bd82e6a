"""One submission's figures as a packed vector: a number and a state byte per field (law 1)."""

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from typing import Self

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]
States = npt.NDArray[np.uint8]
Number = int | float | Decimal

MAGIC = b"CN"
PACK_VERSION = 1
_HEADER = struct.Struct("<2sBxI")


class FieldState(IntEnum):
    """What stands in a field. The numbers are stored in packed vectors and must never change."""

    BLANK = 0
    VALUE = 1
    NIL = 2
    ESTIMATE = 3
    NOT_APPLICABLE = 4

    @property
    def code(self) -> str:
        """The stable name used in JSON."""
        return self.name.lower().replace("_", "-")

    @property
    def label(self) -> str:
        """The words on screens and in reports."""
        return ("Trống", "Có số", "Không phát sinh", "Ước tính", "Không áp dụng")[self]

    @property
    def adds(self) -> bool:
        """Whether a number belongs to the state."""
        return self in (FieldState.VALUE, FieldState.ESTIMATE)

    @property
    def reported(self) -> bool:
        """Whether the unit has answered with a figure; không phát sinh is one, namely 0."""
        return self.adds or self is FieldState.NIL

    @classmethod
    def of(cls, code: str) -> Self:
        """The state of a JSON name such as ``not-applicable``."""
        return cls[code.upper().replace("-", "_")]


@dataclass(frozen=True, eq=False)
class Column:
    """The figures of one submission, in the order of its form version's fields.

    A field without a number holds 0.0 beside its state. Whole numbers are exact up to 2^53.
    """

    values: Values
    states: States

    def __post_init__(self) -> None:
        if self.values.shape != self.states.shape or self.values.ndim != 1:
            raise ValueError("Số lượng giá trị và trạng thái của biểu không bằng nhau.")

    @classmethod
    def of(cls, cells: Iterable[tuple[Number | None, FieldState]]) -> Self:
        """From (number or None, state) pairs; a number is needed exactly where the state has one."""
        pairs = list(cells)
        for place, (number, state) in enumerate(pairs, start=1):
            if (number is not None) != state.adds and not (state is FieldState.NIL and number == 0):
                raise ValueError(f"Trường thứ {place}: trạng thái “{state.label}” không khớp với giá trị.")
        return cls(
            np.array([float(number or 0) for number, _ in pairs], dtype=np.float64),
            np.array([state for _, state in pairs], dtype=np.uint8),
        )

    def cells(self) -> list[tuple[float | None, FieldState]]:
        """The pairs again; no number where the state has none."""
        states = [FieldState(int(state)) for state in self.states]
        return [
            (float(value) if state.adds else None, state)
            for value, state in zip(self.values, states, strict=True)
        ]

    def pack(self) -> bytes:
        """Bytes for the database: header (magic, version, number of fields), states, numbers."""
        return pack(self.values, self.states)

    @classmethod
    def unpack(cls, data: bytes, length: int | None = None) -> Self:
        """Read packed bytes; with ``length``, as that many fields of a later form version."""
        return cls(*unpack(data, length))


def pack(values: Sequence[float] | Values, states: Sequence[int] | States) -> bytes:
    """Pack numbers and states of one submission. ValueError for an endless number or a wrong state."""
    numbers = np.asarray(values, dtype="<f8")
    kinds = np.asarray(states, dtype=np.uint8)
    if numbers.shape != kinds.shape or numbers.ndim != 1:
        raise ValueError("Số lượng giá trị và trạng thái của biểu không bằng nhau.")
    if kinds.size and int(kinds.max()) > max(FieldState):
        raise ValueError("Có trạng thái trường không nằm trong bảng trạng thái.")
    numbers = np.where(_adds(kinds), numbers, 0.0)
    if not np.isfinite(numbers).all():
        raise ValueError("Có giá trị không phải là số hữu hạn.")
    return _HEADER.pack(MAGIC, PACK_VERSION, kinds.size) + kinds.tobytes() + numbers.tobytes()


def unpack(data: bytes, length: int | None = None) -> tuple[Values, States]:
    """Numbers and states of packed bytes. Fields that a later form version appended come back as trống.

    ValueError for bytes that are no packed vector, and where fewer fields are asked for than are stored:
    figures are never dropped.
    """
    magic, version, count = _HEADER.unpack_from(data) if len(data) >= _HEADER.size else (b"", 0, 0)
    if magic != MAGIC or version != PACK_VERSION or len(data) != _HEADER.size + 9 * count:
        raise ValueError(
            "Dữ liệu số liệu bị hỏng hoặc thuộc phiên bản lưu trữ khác; khôi phục từ bản đã nộp."
        )
    extra = 0 if length is None else length - count
    if extra < 0:
        raise ValueError(
            f"Số liệu đã lưu có {count} trường, biểu chỉ có {length} trường; chọn đúng phiên bản biểu."
        )
    states = np.frombuffer(data, dtype=np.uint8, count=count, offset=_HEADER.size)
    values = np.frombuffer(data, dtype="<f8", count=count, offset=_HEADER.size + count)
    if extra:
        return np.pad(values, (0, extra)), np.pad(states, (0, extra))
    return values, states


def unpack_rows(packed: Sequence[bytes | None], length: int) -> tuple[Values, States]:
    """The numbers and states (rows × fields) of many submissions; None, a unit without one, is all trống."""
    values, states = np.zeros((len(packed), length)), np.zeros((len(packed), length), dtype=np.uint8)
    for row, data in enumerate(packed):
        if data is not None:
            values[row], states[row] = unpack(data, length)
    return values, states


def _adds(states: States) -> npt.NDArray[np.bool_]:
    return (states == FieldState.VALUE) | (states == FieldState.ESTIMATE)
