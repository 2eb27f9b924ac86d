"""Quantised convolutions rewritten as products of matrices, which ONNX Runtime multiplies twice as fast.

``ConvInteger`` lays out all windows of its input column by column and multiplies unsigned by unsigned bytes.
``MatMulInteger`` with its weights on the right and signed has a kernel of its own (VNNI, AMX), and the windows are laid
out by copies of whole rows. Integers being exact, the sound is the same to the last bit.

A model is read and written as Protocol Buffers, by the field numbers of ``onnx.proto3``: nothing else of it is touched.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# ModelProto, GraphProto, NodeProto, AttributeProto, TensorProto.
_GRAPH = 7
_NODE, _INITIALIZER = 1, 5
_INPUT, _OUTPUT, _OPERATOR, _ATTRIBUTE = 1, 2, 4, 5
_ATTRIBUTE_NAME, _INTEGER, _INTEGERS, _ATTRIBUTE_TYPE = 1, 3, 8, 20
_DIMENSION, _DATA_TYPE, _SMALL_INTEGERS, _TENSOR_NAME, _RAW = 1, 2, 5, 8, 9
_TYPES = {np.dtype(np.uint8): 2, np.dtype(np.int8): 3, np.dtype(np.int64): 7}

_VARINT, _FIXED64, _BYTES = 0, 1, 2
_NOTHING = memoryview(b"")
_MIDDLE = 128
"""What an unsigned byte loses to become a signed one; the zero point loses it as well."""


@dataclass(frozen=True, slots=True)
class _Convolution:
    """A ``ConvInteger`` node: stride 1, one group; its inputs are data, weights and their zero points."""

    inputs: tuple[str, ...]
    output: str
    dilation: int
    pads: tuple[int, int]


@dataclass(slots=True)
class _Graph:
    """The tensors that the new nodes need, by name, and those that the model has."""

    initializers: dict[str, memoryview]
    added: dict[str, NDArray[np.generic]] = field(default_factory=dict)

    def constant(self, values: list[int]) -> str:
        """The name of a tensor of 64-bit integers."""
        name = f"constant {values}"
        self.added[name] = np.array(values, dtype=np.int64)
        return name


def as_products(model: bytes) -> bytes:
    """Rewrite the one-dimensional convolutions of unsigned bytes, of stride 1 and one group; the rest stays."""
    parts: list[bytes | memoryview] = []
    for number, raw, content in _fields(memoryview(model)):
        parts.append(_message(_GRAPH, _rewritten(content)) if number == _GRAPH else raw)
    return b"".join(parts)


def _rewritten(graph: memoryview) -> bytes:
    entries = [(number, raw, content) for number, raw, content in _fields(graph)]
    tensors = {_tensor_name(content): content for number, _, content in entries if number == _INITIALIZER}
    known = _Graph(tensors)
    parts: list[bytes | memoryview] = []
    for number, raw, content in entries:
        if number == _INITIALIZER:
            continue
        convolution = _convolution(content) if number == _NODE else None
        if convolution and len(_shape(tensors.get(convolution.inputs[1], _NOTHING))) == 3:  # noqa: PLR2004 - one dimension
            parts += (_message(_NODE, node) for node in _product(convolution, known))
        else:
            parts.append(raw)
    kept = (content for name, content in tensors.items() if f"{name} signed" not in known.added or not _shape(content))
    for tensor in kept:
        parts += (_number(_INITIALIZER << 3 | _BYTES), _number(len(tensor)), tensor)
    parts += (_message(_INITIALIZER, _tensor(name, values)) for name, values in known.added.items())
    return b"".join(parts)


def _product(convolution: _Convolution, graph: _Graph) -> Iterator[bytes]:
    """The nodes that do the same: rows of windows times weights."""
    data, weights, zero, weights_zero = convolution.inputs
    signed, signed_zero = f"{weights} signed", f"{weights_zero} signed"
    kernel = _values(graph.initializers[weights])
    width = kernel.shape[2]
    by_row = kernel.transpose(2, 1, 0).reshape(-1, kernel.shape[0])
    graph.added[signed] = _signed(by_row)
    graph.added[signed_zero] = _signed(_values(graph.initializers[weights_zero]))
    name = f"{convolution.output} {{}}".format
    yield _node("Transpose", (data,), name("rows"), perm=(0, 2, 1))
    before, after = convolution.pads
    yield _node("Pad", (name("rows"), graph.constant([0, before, 0, 0, after, 0]), zero), name("padded"))
    for step in range(width):
        start, end = step * convolution.dilation, (step + 1 - width) * convolution.dilation
        bounds = graph.constant([start]), graph.constant([end or np.iinfo(np.int64).max]), graph.constant([1])
        yield _node("Slice", (name("padded"), *bounds), name(step))
    yield _node("Concat", map(name, range(width)), name("windows"), axis=2)
    yield _node("MatMulInteger", (name("windows"), signed, zero, signed_zero), name("products"))
    yield _node("Transpose", (name("products"),), convolution.output, perm=(0, 2, 1))


def _signed(values: NDArray[np.uint8]) -> NDArray[np.int8]:
    return (values.astype(np.int16) - _MIDDLE).astype(np.int8)


def _convolution(node: memoryview) -> _Convolution | None:
    """Understand a node; None for one that is not to be rewritten."""
    found: dict[int, list[memoryview]] = {}
    for number, _, content in _fields(node):
        found.setdefault(number, []).append(content)
    if bytes(found[_OPERATOR][0]) != b"ConvInteger":
        return None
    attributes = dict(map(_attribute, found.get(_ATTRIBUTE, ())))
    inputs = tuple(bytes(name).decode() for name in found[_INPUT])
    pads = attributes.get("pads", (0, 0))
    usual = attributes.get("strides", (1,)) == (1,) and attributes.get("group", (1,)) == (1,)
    if not usual or len(inputs) != 4 or len(pads) != 2:  # noqa: PLR2004 - both zero points; before and after
        return None
    (dilation,) = attributes.get("dilations", (1,))
    return _Convolution(inputs, bytes(found[_OUTPUT][0]).decode(), dilation, (pads[0], pads[1]))


# --- Tensors and attributes ----------------------------------------------------------------------


def _attribute(data: memoryview) -> tuple[str, tuple[int, ...]]:
    """Name and integers of an attribute."""
    name, integers = "", list[int]()
    for number, _, content in _fields(data):
        if number == _ATTRIBUTE_NAME:
            name = bytes(content).decode()
        elif number in {_INTEGER, _INTEGERS}:
            integers += _varints(content)
    return name, tuple(integers)


def _tensor_name(tensor: memoryview) -> str:
    return next((bytes(content).decode() for number, _, content in _fields(tensor) if number == _TENSOR_NAME), "")


def _shape(tensor: memoryview) -> tuple[int, ...]:
    dimensions = (_varints(content) for number, _, content in _fields(tensor) if number == _DIMENSION)
    return tuple(size for sizes in dimensions for size in sizes)


def _values(tensor: memoryview) -> NDArray[np.uint8]:
    """A tensor of unsigned bytes, whichever way it is stored."""
    values = np.zeros(0, dtype=np.uint8)
    for number, _, content in _fields(tensor):
        if number == _RAW:
            values = np.frombuffer(content, dtype=np.uint8)
        elif number == _SMALL_INTEGERS:
            values = np.array(_varints(content), dtype=np.uint8)
    return values.reshape(_shape(tensor))


def _tensor(name: str, values: NDArray[np.generic]) -> bytes:
    dimensions = b"".join(_integer(_DIMENSION, size) for size in values.shape)
    typed = _integer(_DATA_TYPE, _TYPES[values.dtype])
    return dimensions + typed + _message(_TENSOR_NAME, name.encode()) + _message(_RAW, values.tobytes())


def _node(operator: str, inputs: Iterable[str], output: str, **attributes: int | tuple[int, ...]) -> bytes:
    parts = [_message(_INPUT, name.encode()) for name in inputs]
    parts += (_message(_OUTPUT, output.encode()), _message(_OPERATOR, operator.encode()))
    for name, value in attributes.items():
        integers, kind = ((value,), 2) if isinstance(value, int) else (value, 7)  # AttributeProto.INT, INTS
        number = _INTEGER if isinstance(value, int) else _INTEGERS
        told = b"".join(_integer(number, integer) for integer in integers)
        parts.append(
            _message(_ATTRIBUTE, _message(_ATTRIBUTE_NAME, name.encode()) + told + _integer(_ATTRIBUTE_TYPE, kind))
        )
    return b"".join(parts)


# --- Protocol Buffers ----------------------------------------------------------------------------


def _fields(data: memoryview) -> Iterator[tuple[int, memoryview, memoryview]]:
    """Number, whole bytes and content of each field of a message."""
    position = 0
    while position < len(data):
        start = position
        tag, position = _varint(data, position)
        number, wire = tag >> 3, tag & 7
        begin = position
        if wire == _VARINT:
            _, position = _varint(data, position)
        elif wire == _BYTES:
            length, begin = _varint(data, position)
            position = begin + length
        else:
            position += 8 if wire == _FIXED64 else 4
        yield number, data[start:position], data[begin:position]


def _varint(data: memoryview, position: int) -> tuple[int, int]:
    """The number that begins at a position, and the position after it."""
    value = shift = 0
    while True:
        byte = data[position]
        position += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:  # noqa: PLR2004 - the last byte of a number
            return value, position
        shift += 7


def _varints(data: memoryview) -> list[int]:
    numbers, position = list[int](), 0
    while position < len(data):
        number, position = _varint(data, position)
        numbers.append(number)
    return numbers


def _number(value: int) -> bytes:
    encoded = bytearray()
    while value > 0x7F:  # noqa: PLR2004 - seven bits a byte
        encoded.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes((*encoded, value))


def _integer(number: int, value: int) -> bytes:
    return _number(number << 3 | _VARINT) + _number(value)


def _message(number: int, content: bytes) -> bytes:
    return _number(number << 3 | _BYTES) + _number(len(content)) + content
