"""The other side of `scale`: scikit-learn's HashingVectorizer and SGDClassifier.partial_fit, five passes over the file."""

import json
import resource
import sys
import time
from itertools import islice

from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import SGDClassifier

BATCH = 10_000
EPOCHS = 5
PREFIX = len("__label__")

file = sys.argv[1]
vectorizer = HashingVectorizer(n_features=2**20)
model = SGDClassifier(loss="log_loss", random_state=0)
classes = ["Business", "Sci/Tech", "Sports", "World"]
start, cpu = time.perf_counter(), time.process_time()
rows = 0
for _ in range(EPOCHS):
    rows = 0
    with open(file, encoding="utf-8") as lines:
        while batch := [line.split(" ", 1) for line in islice(lines, BATCH)]:
            rows += len(batch)
            labels = [label[PREFIX:] for label, _ in batch]
            model.partial_fit(vectorizer.transform([text for _, text in batch]), labels, classes=classes)
seconds, cpu_seconds = time.perf_counter() - start, time.process_time() - cpu
print(
    json.dumps(
        {
            "value": seconds,
            "cpuSeconds": cpu_seconds,
            "peakBytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
            "facts": {"rows": rows, "rowsPerSecond": round(rows / seconds)},
        }
    )
)
