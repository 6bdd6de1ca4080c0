"""Batch: one result line for each line, whatever the line is."""

from __future__ import annotations

import gc
import io
import json
import os
import tracemalloc
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convcalc.errors import Message
from convcalc.layers.dialects import DIALECTS
from convcalc.layers.index import TYPES
from convcalc.report.batch import LONGEST_LINE, Batch, bounded_lines


def say(message: Message) -> str:
    """A stand-in for the words of a language."""
    return f"<{message.code}>"


def answer(line: bytes | str | dict[str, Any] | None) -> dict[str, Any]:
    """The result for one line, checked for its form."""
    batch = Batch(say)
    if isinstance(line, dict):
        line = json.dumps(line)
    text = batch.answer(line.encode() if isinstance(line, str) else line)
    assert text.splitlines() == [text]
    assert text.encode()
    result = json.loads(text)
    assert isinstance(result, dict)
    assert batch.failed == ("error" in result)
    if "error" in result:
        assert set(result["error"]) <= {"code", "message", "fields", "hints", "text", "position"}
        assert result["error"]["code"] != "batch.crash", result
        assert result["error"]["message"] == f"<{result['error']['code']}>"
    return result


def code(line: bytes | str | dict[str, Any] | None) -> str:
    """The code of the error that a line gives."""
    told: str = answer(line)["error"]["code"]
    return told


CONTRACT = (
    '{"layer": "conv", "size": [11, 11], "kernel": 3, "stride": 2, "padding": 2, "dilation": 1, '
    '"groups": 1, "in": 3, "out": 64, "bias": true, "dialect": "torch", "id": 1}'
)


def test_the_line_of_the_contract() -> None:
    assert answer(CONTRACT) == {
        "id": 1,
        "size": [7, 7],
        "channels": 64,
        "params": 1792,
        "macs": 84672,
        "effective_kernel": [3, 3],
        "buffers": 0,
        "operations": {"additions": 3136},
        "padding": [[2, 2], [2, 2]],
        "receptive_field": [3, 3],
        "jump": [2, 2],
    }
    assert list(answer(CONTRACT))[:6] == [
        "id", "size", "channels", "params", "macs", "effective_kernel"
    ]  # fmt: skip


def test_an_error_is_data() -> None:
    result = answer({"id": "a", "layer": "conv", "size": [5, 5], "kernel": 7})
    assert list(result) == ["id", "error"]
    error = result["error"]
    assert error["code"] == "size.kernel_exceeds_input"
    assert error["fields"]["kernel"] == 7
    assert error["fields"]["input"] == 5
    assert error["hints"]


def test_unknown_is_null_and_never_0() -> None:
    result = answer({"layer": "conv", "size": 9, "kernel": 3})
    assert (result["channels"], result["params"], result["macs"]) == (None, None, None)
    assert result["size"] == [7, 7]
    assert answer({"layer": "linear", "size": [], "in": 4, "out": 2})["receptive_field"] is None


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ({"layer": "Conv3d", "size": 8, "in": 1, "kernel_size": 3, "out_channels": 2},
         {"size": [6, 6, 6], "channels": 2, "params": 56}),
        ({"layer": "conv", "size": [7], "dims": 1, "kernel": 3}, {"size": [5], "jump": [1]}),
        ({"layer": "conv", "size": "7x9@2", "kernel": 3, "out": 1}, {"size": [5, 7], "params": 19}),
        ({"layer": "conv", "size": 9, "kernel": 3, "padding": [[1, 2], [0, 1]]},
         {"size": [10, 8], "padding": [[1, 2], [0, 1]]}),
        ({"layer": "conv", "size": 9, "kernel": 3, "padding": "same", "stride": 2,
          "dialect": "keras"}, {"size": [5, 5], "padding": [[1, 1], [1, 1]]}),
        ({"layer": "tconv", "size": 16, "kernel": 4, "stride": 2, "padding": 1},
         {"size": [32, 32], "receptive_field": [2, 2], "jump": ["1/2", "1/2"]}),
        ({"layer": "tconv", "size": 16, "kernel": 3, "stride": 2},
         {"receptive_field": [{"min": 1, "max": 2}] * 2}),
        ({"layer": "gap", "size": 7, "in": 512},
         {"size": [1, 1], "global": True, "receptive_field": None, "jump": None}),
        ({"layer": "upsample", "size": 50, "in": 3, "scale": 2.3}, {"size": [114, 114]}),
        ({"layer": "bn", "size": 7, "in": 8}, {"params": 16, "buffers": 16}),
        ({"layer": "concat", "inputs": [{"size": 7, "in": 3}, {"size": 7, "in": 5}]},
         {"size": [7, 7], "channels": 8}),
        ({"layer": "linear", "size": [7, 7], "in": 512, "out": 4096},
         {"size": [], "channels": 4096, "params": 102_764_544, "macs": 102_760_448}),
    ],
)  # fmt: skip
def test_answers(case: dict[str, Any], expected: dict[str, Any]) -> None:
    result = answer(case)
    assert {key: result[key] for key in expected} == expected


def test_symbols() -> None:
    result = answer({"layer": "conv", "size": ["H", 9], "in": "C", "kernel": 3, "stride": 2,
                     "padding": 1, "out": 2})  # fmt: skip
    assert result["size"][0]["expr"] == "floor((H - 1)/2) + 1"
    assert "lfloor" in result["size"][0]["latex"]
    assert result["size"][1] == 5
    assert result["params"]["expr"] == "18*C + 2"
    assert result["effective_kernel"] == [3, 3]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b"", "batch.blank"),
        (b"\n", "batch.blank"),
        (b"  \r\n", "batch.blank"),
        (b"{", "batch.ends_early"),
        (b"hello", "batch.not_json"),
        (b"{'layer': 'conv'}", "batch.not_json"),
        (b"[1, 2]", "batch.not_an_object"),
        (b"7", "batch.not_an_object"),
        (b"null", "batch.not_an_object"),
        (b'{"a": 1} {}', "batch.after_object"),
        (b"\xff\xfe\x00", "batch.not_utf8"),
        ('"\ud800"'.encode("utf-8", "surrogatepass"), "batch.not_utf8"),
        (None, "batch.line_too_long"),
        (b" " * (LONGEST_LINE + 2), "batch.line_too_long"),
        (b"[" * 200_000, "batch.too_deep"),
        (b'{"a":' * 200_000, "batch.too_deep"),
        (b'{"size": ' + b"9" * 5_000 + b"}", "batch.number_too_long"),
        (b'{"size": 1e99999999999999999999}', "batch.number_too_long"),
        (b'{"size": NaN}', "batch.not_a_number"),
        (b'{"size": -Infinity}', "batch.not_a_number"),
        (b'{"size": 1, "size": 1}', "batch.duplicate_key"),
        (b'{"inputs": [{"in": 1, "in": 1}]}', "batch.duplicate_key"),
        (b'{"id": [1]}', "batch.id"),
        (b'{"id": "' + b"x" * 2_000 + b'"}', "batch.long_id"),
        (b"{}", "batch.no_layer"),
        (b'{"layer": 3}', "batch.layer"),
        (b'{"layer": ["conv"]}', "batch.layer"),
        (b'{"layer": "conv", "dialect": 1}', "batch.dialect"),
        (b'{"layer": "conv", "dialect": "pytorch"}', "case.no_size"),
        (b'{"layer": "conv", "size": 5, "dialect": "troch"}', "dialect.unknown"),
        (b'{"layer": "cnov", "size": 5}', "layer.unknown"),
        (b'{"layer": "\\ud800", "size": 5}', "layer.unknown"),
        (b'{"layer": "conv", "size": 5, "kernel": true}', "parameter.not_integer"),
        (b'{"layer": "conv", "size": true, "kernel": 3}', "parameter.not_integer"),
        (b'{"layer": "conv", "size": 5, "kernel": 1e400}', "parameter.too_large"),
        (b'{"layer": "conv", "size": 5, "kernel": 1.5}', "parameter.not_integer"),
        (b'{"layer": "conv", "size": 5, "kernel": 1' + b"0" * 41 + b"}", "parameter.too_large"),
        (b'{"layer": "conv", "size": 5, "kernel": "9**9**9"}', "expr.too_large"),
        (b'{"layer": "conv", "size": 5, "kernle": 3}', "parameter.unknown"),
        (b'{"layer": "conv", "size": 5, "kernel": 3, "groups": 3, "in": 64}',
         "conv.in_channels_not_divisible"),
        (b'{"layer": "conv", "size": "(", "kernel": 3}', "expr.ends_early"),
    ],
)  # fmt: skip
def test_bad_lines(line: bytes | None, expected: str) -> None:
    assert code(line) == expected


def test_a_byte_order_mark_is_no_part_of_the_json() -> None:
    assert "error" not in answer(b"\xef\xbb\xbf" + CONTRACT.encode())


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1", 1),
        ("-7", -7),
        ("1.5", 1.5),
        ("1e400", "1E+400"),
        ("0.1234567890123456789", "0.1234567890123456789"),
        ("null", None),
        ("true", True),
        ('"x"', "x"),
        ('"\u2028\x7f\u3042"', "\u2028\x7f\u3042"),
        ('"\\ud800"', "\ud800"),
        ("123456789012345678901234567890", 123456789012345678901234567890),
    ],
)
def test_the_id_comes_back(written: str, read: Any) -> None:
    assert answer(f'{{"id": {written}}}'.encode())["id"] == read
    assert answer(f'{{"id": {written}, "layer": "relu", "size": 3, "in": 1}}')["id"] == read


def test_place_of_a_mistake_in_an_expression() -> None:
    error = answer({"layer": "conv", "size": 5, "kernel": "3+("})["error"]
    assert (error["text"], error["position"]) == ("3+(", 3)
    assert error["hints"] == ["<parameter.within>"]


def test_a_line_of_another_dialect_by_default() -> None:
    line = b'{"layer": "maxpool", "size": 9, "kernel": 3}'
    assert json.loads(Batch(say).answer(line))["size"] == [3, 3]
    assert json.loads(Batch(say, "onnx").answer(line))["size"] == [7, 7]


def test_conditions_of_symbols() -> None:
    def say(message: Message) -> str:
        return f"{message.fields['large'].name} >= {message.fields['small']}"

    case = {"layer": "conv", "size": ["H", "W"], "kernel": 3}
    result = json.loads(Batch(say).answer(json.dumps(case).encode()))
    assert result["conditions"] == ["H >= 3", "W >= 3"]
    assert "conditions" not in answer({**case, "size": [9, 9]})


def test_failures_are_counted() -> None:
    batch = Batch(say)
    results = list(batch.run([CONTRACT.encode(), b"", None, CONTRACT.encode()]))
    assert len(results) == 4
    assert batch.failed == 2
    assert [("error" in json.loads(line)) for line in results] == [False, True, True, False]


# The lines of a stream


def test_lines_are_bounded() -> None:
    stream = io.BytesIO(b"a\n\n" + b"x" * 50 + b"\nb" + b"\n" + b"y" * 10 + b"\n" + b"z" * 11)
    assert list(bounded_lines(stream, 10)) == [b"a\n", b"\n", None, b"b\n", b"y" * 10 + b"\n", None]
    assert list(bounded_lines(io.BytesIO(b""))) == []
    assert list(bounded_lines(io.BytesIO(b"a"))) == [b"a"]


@given(st.binary(max_size=60), st.integers(1, 8))
def test_bounded_lines_are_the_lines(data: bytes, limit: int) -> None:
    lines = data.split(b"\n")
    ends = [line + b"\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
    expected = [line if len(line.rstrip(b"\n")) <= limit else None for line in ends]
    assert list(bounded_lines(io.BytesIO(data), limit)) == expected


class Endless(io.RawIOBase):
    """A stream of one line of many megabytes, and of one short one."""

    def __init__(self, size: int) -> None:
        self.left = size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self.left:
            return 0
        count = min(len(buffer), self.left)
        self.left -= count
        buffer[:count] = b"x" * count
        if not self.left:
            buffer[count - 1 : count] = b"\n"
        return count


def test_a_long_line_is_not_read_into_memory() -> None:
    tracemalloc.start()
    try:
        lines = list(bounded_lines(io.BufferedReader(Endless(64 << 20))))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert lines == [None]
    assert peak < 4 * LONGEST_LINE


def test_memory_does_not_grow_with_the_lines() -> None:
    lines = [
        json.dumps(
            {
                "id": i,
                "layer": ("conv", "tconv", "cnov")[i % 3],
                "size": [9 + i % 7, "HHH"],
                "kernel": 3,
                "out": i + 1,
                "in": 3,
            }
        ).encode()
        for i in range(1_000)
    ]
    batch = Batch(say)

    def used() -> int:
        for _ in batch.run(lines):
            pass
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        used()
        before = used()
        after = used()
    finally:
        tracemalloc.stop()
    assert after - before < 20_000


# Anything at all


@given(st.binary(max_size=200))
def test_random_bytes_give_one_line(line: bytes) -> None:
    answer(line)


WORDS = st.sampled_from(
    ["conv", "same", "H", "3x5", "1:2", "-1", "2.3", "nearest", "(", "", "９", "@3", "\ud800"]
)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 12)
    | st.integers(-(10**45), 10**45)
    | st.floats(-5, 5)
    | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=2),
    max_leaves=6,
)
KEYS = st.sampled_from(
    [
        "kernel", "kernel_size", "stride", "padding", "dilation", "groups", "out", "bias",
        "ceil", "in", "size", "dims", "inputs", "output_size", "output_padding", "scale",
        "mode", "factor", "shape", "amount", "pads", "auto_pad", "p", "hidden", "reduction",
        "over", "window", "norm", "id",
    ]
)  # fmt: skip
CASES = st.fixed_dictionaries(
    {"layer": st.sampled_from([*TYPES, "Conv3d", "nonsense"]), "size": st.one_of(
        st.lists(st.integers(1, 12), max_size=3), VALUES)},
    optional={"in": st.integers(1, 16), "dialect": st.sampled_from(sorted(DIALECTS)),
              "kernel": st.integers(1, 4), "out": st.integers(1, 8), "padding": st.integers(0, 2),
              "groups": st.integers(1, 4), "factor": st.integers(1, 3), "scale": st.floats(0.2, 3),
              "output_size": st.integers(1, 9)},
)  # fmt: skip


@settings(max_examples=400)
@given(CASES, st.dictionaries(KEYS, VALUES, max_size=3))
def test_any_object_gives_one_line(case: dict[str, Any], more: dict[str, Any]) -> None:
    answer(json.dumps({**case, **more}))


@pytest.mark.fuzz
@settings(max_examples=20_000, deadline=2_000)
@given(CASES, st.dictionaries(KEYS, VALUES, max_size=4))
def test_many_objects_give_one_line_each(case: dict[str, Any], more: dict[str, Any]) -> None:
    answer(json.dumps({**case, **more}))


@pytest.mark.fuzz
def test_many_random_lines_give_one_line_each() -> None:
    for size in range(3_000):
        answer(os.urandom(size % 257))


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("kind", TYPES)
def test_a_layer_without_its_parameters_is_never_a_crash(kind: str, dialect: str) -> None:
    case = {"layer": kind, "size": [8, 8], "in": 4, "dialect": dialect}
    assert answer(case).get("error", {}).get("code") != "batch.crash"


def test_a_vector_is_seen_whole() -> None:
    assert answer({"layer": "linear", "size": [], "in": 4, "out": 2})["global"] is True
    flat = answer({"layer": "flatten", "size": [7, 7], "in": 512})
    assert (flat["receptive_field"], flat["jump"]) == ([1, 1], None)
