"""Interprets each model's forward part with PyTorch in double precision and differentiates it by autograd."""

import json
import sys

import numpy as np
import onnx
import torch

sys.dont_write_bytecode = True
from numeric_cases import difference, load_cases  # noqa: E402

TYPES = {1: torch.float64, 7: torch.int64, 6: torch.int32, 9: torch.bool, 11: torch.float64, 2: torch.uint8, 3: torch.int8}


def axes_of(inputs, x):
    return inputs[1].tolist() if len(inputs) > 1 else list(range(x.dim()))


def reduce_with(function):
    return lambda i, a: function(i[0], dim=axes_of(i, i[0]), keepdim=bool(a.get("keepdims", 1)))


def reduce_max(i, a):
    (axis,) = axes_of(i, i[0])
    return i[0].max(dim=axis, keepdim=bool(a.get("keepdims", 1))).values


def reshape(i, a):
    target = i[1].tolist()
    if not a.get("allowzero", 0):
        target = [i[0].shape[axis] if size == 0 else size for axis, size in enumerate(target)]
    if -1 in target and i[0].numel() == 0:
        rest = int(np.prod([size for size in target if size != -1]))
        target = [i[0].numel() // rest if size == -1 else size for size in target]
    return i[0].reshape(target)


def cut(i, a):
    x, starts, ends, axes = i
    for start, end, axis in zip(starts.tolist(), ends.tolist(), axes.tolist()):
        first, last, _ = slice(start, end).indices(x.shape[axis])
        x = x.narrow(axis, first, max(0, last - first))
    return x


def gather(i, a):
    axis = a.get("axis", 0)
    flat = i[0].index_select(axis, i[1].reshape(-1))
    return flat.reshape(list(i[0].shape[:axis]) + list(i[1].shape) + list(i[0].shape[axis + 1 :]))


def gemm(i, a):
    left = i[0].T if a.get("transA", 0) else i[0]
    right = i[1].T if a.get("transB", 0) else i[1]
    product = a.get("alpha", 1.0) * (left @ right)
    return product + i[2] if len(i) > 2 else product


def scatter_nd(i, a):
    return i[0].index_put(tuple(i[1].unbind(-1)), i[2])


def cumulative(i, a):
    axis = int(i[1])
    if a.get("reverse", 0):
        return i[0].flip(axis).cumsum(axis).flip(axis)
    return i[0].cumsum(axis)


def layer_norm(i, a):
    return torch.nn.functional.layer_norm(i[0], i[0].shape[-1:], i[1], i[2], a["epsilon"])


def one_hot(i, a):
    low, high = i[2]
    hot = torch.nn.functional.one_hot(i[0], int(i[1]))
    return hot * (high - low) + low


def divide(i, a):
    return i[0] / i[1] if i[0].is_floating_point() else torch.div(i[0], i[1], rounding_mode="trunc")


def conv(i, a):
    return torch.nn.functional.conv1d(torch.nn.functional.pad(i[0], tuple(a["pads"])), i[1])


def shape_of(i, a):
    return torch.tensor(list(i[0].shape)[a.get("start", 0) : a.get("end")], dtype=torch.int64)


OPERATORS = {
    "Abs": lambda i, a: i[0].abs(),
    "Add": lambda i, a: i[0] + i[1],
    "And": lambda i, a: i[0] & i[1],
    "ArgMax": lambda i, a: i[0].argmax(dim=a["axis"], keepdim=bool(a.get("keepdims", 1))),
    "Cast": lambda i, a: i[0].to(TYPES[a["to"]]),
    "Concat": lambda i, a: torch.cat(i, dim=a["axis"]),
    "ConstantOfShape": lambda i, a: a["value"].expand(i[0].tolist()),
    "Conv": conv,
    "CumSum": cumulative,
    "Div": divide,
    "Equal": lambda i, a: i[0] == i[1],
    "Erf": lambda i, a: torch.erf(i[0]),
    "Exp": lambda i, a: i[0].exp(),
    "Expand": lambda i, a: i[0].expand(torch.broadcast_shapes(i[0].shape, i[1].tolist())),
    "Gather": gather,
    "GatherElements": lambda i, a: torch.gather(i[0], a["axis"], i[1]),
    "GatherND": lambda i, a: i[0][tuple(i[1].unbind(-1))],
    "Gelu": lambda i, a: torch.nn.functional.gelu(i[0]),
    "Gemm": gemm,
    "Greater": lambda i, a: i[0] > i[1],
    "GreaterOrEqual": lambda i, a: i[0] >= i[1],
    "Identity": lambda i, a: i[0],
    "LayerNormalization": layer_norm,
    "Less": lambda i, a: i[0] < i[1],
    "LessOrEqual": lambda i, a: i[0] <= i[1],
    "Log": lambda i, a: i[0].log(),
    "LogSoftmax": lambda i, a: torch.log_softmax(i[0], a["axis"]),
    "MatMul": lambda i, a: i[0] @ i[1],
    "Max": lambda i, a: torch.maximum(i[0], i[1]),
    "Min": lambda i, a: torch.minimum(i[0], i[1]),
    "Mul": lambda i, a: i[0] * i[1],
    "Neg": lambda i, a: -i[0],
    "Not": lambda i, a: ~i[0],
    "OneHot": one_hot,
    "Or": lambda i, a: i[0] | i[1],
    "ReduceMax": reduce_max,
    "ReduceMean": reduce_with(torch.mean),
    "ReduceSum": reduce_with(torch.sum),
    "Relu": lambda i, a: i[0].relu(),
    "Reshape": reshape,
    "ScatterElements": lambda i, a: i[0].scatter_add(a["axis"], i[1], i[2]),
    "ScatterND": scatter_nd,
    "Shape": shape_of,
    "Sigmoid": lambda i, a: i[0].sigmoid(),
    "Sign": lambda i, a: i[0].sign(),
    "Slice": cut,
    "Softmax": lambda i, a: torch.softmax(i[0], a["axis"]),
    "Softplus": lambda i, a: torch.logaddexp(i[0], torch.zeros_like(i[0])),
    "Sqrt": lambda i, a: i[0].sqrt(),
    "Sub": lambda i, a: i[0] - i[1],
    "Tanh": lambda i, a: i[0].tanh(),
    "Transpose": lambda i, a: i[0].permute(a["perm"]),
    "Where": lambda i, a: torch.where(i[0], i[1], i[2]),
}


def double(array):
    tensor = torch.from_numpy(np.array(array))
    return tensor.double() if tensor.is_floating_point() else tensor


def attribute_of(attribute):
    value = onnx.helper.get_attribute_value(attribute)
    return double(onnx.numpy_helper.to_array(value)) if isinstance(value, onnx.TensorProto) else value


def dropout(inputs, attributes, ours):
    """PyTorch draws other numbers: take from our result what was kept."""
    kept = torch.from_numpy(np.array(ours) != 0)
    return inputs[0] * kept / (1 - inputs[1])


def interpret(graph, values, wanted, outputs):
    producers = {output: node for node in graph.node for output in node.output if output}


    def value(name):
        if name not in values:
            node = producers[name]
            inputs = [value(other) for other in node.input if other]
            attributes = {attribute.name: attribute_of(attribute) for attribute in node.attribute}
            if node.op_type == "Dropout":
                values[node.output[0]] = dropout(inputs, attributes, outputs[node.output[0]])
            else:
                values[node.output[0]] = OPERATORS[node.op_type](inputs, attributes)
        return values[name]

    return {name: value(name) for name in wanted}


findings = {}
sys.setrecursionlimit(10000)
for case in load_cases(sys.argv[1]):
    graph = onnx.load(case["file"]).graph
    values = {tensor.name: double(onnx.numpy_helper.to_array(tensor)) for tensor in graph.initializer}
    values |= {name: double(feed) for name, feed in case["feeds"].items()}
    for name in case["differentiated"]:
        values[name].requires_grad_(True)
    forward = [name for name in case["outputs"] if not name.startswith("gradient:")]
    results = interpret(graph, values, forward, case["outputs"])
    if case["differentiated"]:
        results["loss"].backward()
    for name in case["differentiated"]:
        grad = values[name].grad
        results[f"gradient:{name}"] = torch.zeros_like(values[name]) if grad is None else grad
    differences = {
        name: difference(ours, results[name].detach().numpy()) for name, ours in case["outputs"].items()
    }
    findings[case["name"]] = {"complaint": None, "differences": differences}
print(json.dumps(findings))
