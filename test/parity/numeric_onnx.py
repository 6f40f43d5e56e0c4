"""Checks each model with the onnx package and runs it in Python's onnxruntime."""

import json
import sys

import onnx
import onnxruntime

sys.dont_write_bytecode = True
from numeric_cases import difference, load_cases  # noqa: E402

findings = {}
for case in load_cases(sys.argv[1]):
    complaint = None
    try:
        onnx.checker.check_model(onnx.load(case["file"]), full_check=True)
    except Exception as error:
        complaint = str(error)
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(case["file"], options, providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()]
    feeds = {feed.name: case["feeds"][feed.name] for feed in session.get_inputs()}
    results = dict(zip(names, session.run(names, feeds)))
    differences = {name: difference(ours, results[name]) for name, ours in case["outputs"].items()}
    findings[case["name"]] = {"complaint": complaint, "differences": differences}
print(json.dumps(findings))
