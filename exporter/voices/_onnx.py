"""Models run by ONNX Runtime: on one thread, with an inner tensor as a further output where one is wanted."""

from __future__ import annotations

import os
from typing import Any

import onnxruntime
from onnxruntime.capi import onnxruntime_pybind11_state as state

from exporter.errors import VoiceError
from exporter.messages import Message

Refused = (
    state.Fail,
    state.InvalidArgument,
    state.InvalidGraph,
    state.InvalidProtobuf,
    state.NotImplemented,
    state.RuntimeException,
)
"""What the runtime raises for a model that it cannot open."""

_MOST_THREADS = 64


def session(model: bytes, output: str = "") -> Any:  # noqa: ANN401 - onnxruntime is untyped
    """Open a model with ``EXPORTER_VOICE_THREADS`` threads, one by default; ``output`` names an inner tensor to add.

    Protocol Buffers merge a field that comes again, so ``graph { output { name } }`` (fields 7, 12, 1) is appended.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = _threads()
    options.inter_op_num_threads = 1
    options.enable_mem_pattern = False  # no two sentences have the same shape
    options.log_severity_level = 4
    further = _field(7, _field(12, _field(1, output.encode()))) if output else b""
    return onnxruntime.InferenceSession(model + further, options, providers=["CPUExecutionProvider"])


def _threads() -> int:
    threads = os.environ.get("EXPORTER_VOICE_THREADS", "1")
    if not (threads.isdecimal() and 1 <= int(threads) <= _MOST_THREADS):
        raise VoiceError(
            Message("EXPORTER_VOICE_THREADS is no number of threads: {value}", value=repr(threads)),
            Message("from 1 to {most}", most=_MOST_THREADS),
        )
    return int(threads)


def _field(number: int, content: bytes) -> bytes:
    """A length-delimited field of Protocol Buffers; content is shorter than 128 bytes."""
    return bytes((number << 3 | 2, len(content))) + content
