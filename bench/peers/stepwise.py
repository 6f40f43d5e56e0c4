"""What the peers share that are told what to do line by line, so that both sides of a benchmark can take turns in one run.

A peer prints one line of JSON when it is ready (`{"ready": true, …}`); then, for each line `N` on its input, it does its work N
times and prints a line for each: `{"milliseconds": …, "residentBytes": …, "peakBytes": …}` and what the work tells. An empty
input or its end stops it. With `--steps N` it asks for no input: it does its work N times.
"""

import json
import resource
import sys
import time


def resident_bytes():
    with open("/proc/self/statm", encoding="ascii") as source:
        return int(source.read().split()[1]) * resource.getpagesize()


def say(facts):
    print(json.dumps(facts), flush=True)


def serve(work, facts, steps=None, warm=2):
    """Does `work`, which gives facts or None, as often as it is asked to; `warm` times before it is ready, untimed."""
    started = time.perf_counter()
    for _ in range(warm):
        work()
    say({"ready": True, "warmSeconds": round(time.perf_counter() - started, 2), **facts})
    for line in [str(steps)] if steps is not None else sys.stdin:
        if not line.strip():
            break
        for _ in range(int(line)):
            begun = time.perf_counter()
            told = work()
            milliseconds = (time.perf_counter() - begun) * 1000
            now = resident_bytes()
            peak = max(now, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
            say({"milliseconds": milliseconds, "residentBytes": now, "peakBytes": peak, **(told or {})})
