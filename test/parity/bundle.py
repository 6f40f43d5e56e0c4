"""Loads bundles with Python's own tools and answers for rows that were encoded by Lexops.

    bundle.py FOLDER…

Each folder holds `bundle/` and `feeds.safetensors`. Prints one JSON object a folder.
"""
import hashlib
import json
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from safetensors.numpy import load_file

for folder in map(Path, sys.argv[1:]):
    bundle = folder / "bundle"
    manifest = json.loads((bundle / "bundle.json").read_bytes())
    digests = {name: hashlib.sha256((bundle / name).read_bytes()).hexdigest() for name in manifest["files"]}
    model = onnx.load(bundle / "model.onnx")
    onnx.checker.check_model(model, full_check=True)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(bundle / "model.onnx", options, providers=["CPUExecutionProvider"])
    logits, probabilities = session.run(["logits", "probabilities"], load_file(folder / "feeds.safetensors"))
    weights = load_file(bundle / "weights.safetensors")
    print(
        json.dumps(
            {
                "labels": manifest["labels"],
                "digestsMatch": all(digests[name] == file["sha256"] for name, file in manifest["files"].items()),
                "inputs": [[item.name, item.type, item.shape] for item in session.get_inputs()],
                "shape": list(probabilities.shape),
                "logitsAreFinite": bool(np.isfinite(logits).all()),
                "probabilities": probabilities.astype(float).ravel().tolist(),
                "weights": {name: [str(array.dtype), list(array.shape), float(array.sum(dtype=float))] for name, array in weights.items()},
            }
        )
    )
