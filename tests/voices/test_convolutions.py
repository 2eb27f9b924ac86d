"""A model rewritten gives the same integers, faster."""

from __future__ import annotations

import numpy as np
import pytest

from exporter.voices import _convolutions as convolutions
from exporter.voices import _onnx, kokoro


def message(number: int, *contents: bytes) -> bytes:
    return convolutions._message(number, b"".join(contents))  # noqa: SLF001 - the writer of what is to be read


def model(width: int, data: tuple[int, int], **attributes: int | tuple[int, ...]) -> bytes:
    """A model with one convolution of five channels to three: its input and output are called x and y."""
    random = np.random.default_rng(width)
    weights = random.integers(0, 256, (3, 5, width)).astype(np.uint8)
    zero, weights_zero = np.array(data[0], dtype=np.uint8), np.array(data[1], dtype=np.uint8)
    node = convolutions._node("ConvInteger", ("x", "w", "z", "wz"), "y", **attributes)  # noqa: SLF001
    tensors = {"w": weights, "z": zero, "wz": weights_zero}
    graph = [message(1, node), message(2, b"g")]
    graph += [message(5, convolutions._tensor(name, values)) for name, values in tensors.items()]  # noqa: SLF001
    shape = message(2, message(1, b"\x08\x01"), message(1, b"\x08\x05"), message(1, b"\x12\x01n"))
    graph.append(message(11, message(1, b"x"), message(2, message(1, b"\x08\x02", shape))))
    graph.append(message(12, message(1, b"y")))
    return b"\x08\x08" + message(7, *graph) + message(8, b"\x10\x11")


def run(data: bytes) -> np.ndarray:
    x = np.random.default_rng(1).integers(0, 256, (1, 5, 60)).astype(np.uint8)
    output: np.ndarray = _onnx.session(data).run(None, {"x": x})[0]
    return output


@pytest.mark.parametrize("width", [1, 3, 7])
@pytest.mark.parametrize("dilation", [1, 3])
@pytest.mark.parametrize("zeros", [(0, 0), (120, 128), (255, 3)])
@pytest.mark.parametrize("pads", [(0, 0), (2, 5)])
def test_a_rewritten_convolution_gives_the_same_integers(
    width: int, dilation: int, zeros: tuple[int, int], pads: tuple[int, int]
) -> None:
    original = model(width, zeros, kernel_shape=(width,), dilations=(dilation,), pads=pads)
    rewritten = convolutions.as_products(original)
    assert b"ConvInteger" in original
    assert b"ConvInteger" not in rewritten
    assert np.array_equal(run(rewritten), run(original))


@pytest.mark.parametrize("other", [{"strides": (2,)}, {"group": 5}])
def test_other_convolutions_stay(other: dict[str, int | tuple[int, ...]]) -> None:
    original = model(3, (1, 2), **other)
    rewritten = convolutions.as_products(original)
    assert b"ConvInteger" in rewritten
    assert b"MatMulInteger" not in rewritten


@pytest.mark.slow
def test_the_voice_sounds_the_same_to_the_last_bit() -> None:
    model = kokoro.model()
    inputs = {
        "tokens": np.array([[0, *range(43, 63), 0]], dtype=np.int64),
        "style": kokoro.styles()[19],
        "speed": np.ones(1, dtype=np.float32),
    }
    before, after = (_onnx.session(data).run(["audio"], inputs)[0] for data in (model, convolutions.as_products(model)))
    assert np.array_equal(before, after)
