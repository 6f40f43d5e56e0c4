"""The models, feeds and outputs that numeric.test.ts wrote, and how far two results are apart."""

import base64
import json

import numpy as np


def load_cases(file):
    with open(file) as stream:
        cases = json.load(stream)
    for case in cases:
        for tensors in (case["feeds"], case["outputs"]):
            for name, tensor in tensors.items():
                data = np.frombuffer(base64.b64decode(tensor["data"]), dtype=tensor["type"])
                tensors[name] = data.reshape(tensor["shape"])
    return cases


def difference(ours, theirs):
    """The largest |ours - theirs| / max(1, |theirs|); infinite for other shapes."""
    if ours.shape != theirs.shape:
        return float("inf")
    if ours.size == 0:
        return 0.0
    ours, theirs = ours.astype(np.float64), theirs.astype(np.float64)
    return float(np.max(np.abs(ours - theirs) / np.maximum(1, np.abs(theirs))))
