"""The other side of `scale`: fastText, which reads its file from disk in every epoch."""

import json
import resource
import sys
import time

import fasttext

file = sys.argv[1]
with open(file, "rb") as lines:
    rows = sum(1 for _ in lines)
start, cpu = time.perf_counter(), time.process_time()
model = fasttext.train_supervised(file, dim=10, lr=0.5, epoch=5, wordNgrams=2, thread=2, verbose=0)
seconds, cpu_seconds = time.perf_counter() - start, time.process_time() - cpu
print(
    json.dumps(
        {
            "value": seconds,
            "cpuSeconds": cpu_seconds,
            "peakBytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
            "facts": {"rows": rows, "rowsPerSecond": round(rows / seconds), "words": len(model.words)},
        }
    )
)
