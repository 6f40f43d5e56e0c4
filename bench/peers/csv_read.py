"""The other side of csv-read: pandas with its defaults."""

import json
import resource
import sys
import time

import pandas

start, cpu = time.perf_counter(), time.process_time()
frame = pandas.read_csv(sys.argv[1])
seconds, cpu_seconds = time.perf_counter() - start, time.process_time() - cpu
print(
    json.dumps(
        {
            "value": seconds,
            "cpuSeconds": cpu_seconds,
            "peakBytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
            "facts": {
                "rows": len(frame),
                "labels": int(frame["sentiment"].nunique()),
                "pandas": pandas.__version__,
                "dtype": str(frame["review"].dtype),
            },
        }
    )
)
