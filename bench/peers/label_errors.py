"""The peer of label-errors: cleanlab on probabilities that are in memory already."""

import json
import resource
import sys
import time

import numpy
from cleanlab.filter import find_label_issues
from cleanlab.rank import get_label_quality_scores
from sklearn.metrics import average_precision_score

folder = sys.argv[1]
with open(f"{folder}/facts.json", encoding="utf-8") as source:
    facts = json.load(source)
labels = numpy.fromfile(f"{folder}/labels", dtype=numpy.int32).astype(numpy.int64)
flipped = numpy.fromfile(f"{folder}/flipped", dtype=numpy.uint8)
probabilities = numpy.fromfile(f"{folder}/probabilities", dtype=numpy.float64).reshape(facts["rows"], facts["labels"])

cpu = time.process_time()
start = time.perf_counter()
# One process: with several, starting them takes longer than the work.
issues = find_label_issues(labels, probabilities, return_indices_ranked_by="self_confidence", n_jobs=1)
scores = get_label_quality_scores(labels, probabilities, method="self_confidence")
seconds = time.perf_counter() - start
print(
    json.dumps(
        {
            "value": seconds,
            "cpuSeconds": time.process_time() - cpu,
            "peakBytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
            "facts": {
                "issues": len(issues),
                "precision": float(flipped[issues].mean()),
                "averagePrecision": round(float(average_precision_score(flipped, -scores)), 12),
            },
        }
    )
)
