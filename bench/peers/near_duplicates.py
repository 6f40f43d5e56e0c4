"""The peer of near-duplicates: datasketch's MinHash and MinHashLSH with verified candidates; and the true pairs.

`truth` finds every pair exactly: sets of a Jaccard similarity of at least t share one of each other's rarest
|x| - ceil(t |x|) + 1 shingles (prefix filtering; Chaudhuri, Ganti, Kaushik 2006), and each such pair is compared.
"""

import array
import collections
import itertools
import json
import math
import re
import resource
import sys
import time

what, folder, truth_file, rows = sys.argv[1:]
THRESHOLD = 0.8
offsets = array.array("d")
with open(f"{folder}/texts.offsets", "rb") as source:
    offsets.frombytes(source.read())
with open(f"{folder}/texts.bytes", "rb") as source:
    content = source.read()
texts = [content[int(offsets[row]) : int(offsets[row + 1])].decode("utf-8") for row in range(int(rows))]
del content, offsets

WORD = re.compile(r"\w+")


def shingles(text):
    words = WORD.findall(text.lower())
    size = min(3, len(words))
    return {" ".join(words[at : at + size]) for at in range(len(words) - size + 1)} if words else set()


def jaccard(left, right):
    shared = len(left & right)
    return shared / (len(left) + len(right) - shared)


def true_pairs():
    sets = [shingles(text) for text in texts]
    counts = collections.Counter(itertools.chain.from_iterable(sets))
    index = collections.defaultdict(list)
    for row, own in enumerate(sets):
        prefix = len(own) - math.ceil(THRESHOLD * len(own)) + 1
        for shingle in sorted(own, key=lambda one: (counts[one], one))[:prefix]:
            index[shingle].append(row)
    candidates = {pair for found in index.values() for pair in itertools.combinations(found, 2)}
    return sorted(pair for pair in candidates if jaccard(sets[pair[0]], sets[pair[1]]) >= THRESHOLD)


if what == "truth":
    with open(truth_file, "w", encoding="utf-8") as target:
        json.dump(true_pairs(), target)
    print(json.dumps({"value": 0}))
    sys.exit()

from datasketch import MinHash, MinHashLSH  # noqa: E402

cpu = time.process_time()
start = time.perf_counter()
sets = [shingles(text) for text in texts]
sketches = list(MinHash.generator(([one.encode("utf-8") for one in own] for own in sets), num_perm=128))
index = MinHashLSH(threshold=THRESHOLD, num_perm=128)
pairs = set()
for row, sketch in enumerate(sketches):
    for other in index.query(sketch):
        if jaccard(sets[row], sets[other]) >= THRESHOLD:
            pairs.add((other, row))
    index.insert(row, sketch)
seconds = time.perf_counter() - start
cpu = time.process_time() - cpu
with open(truth_file, encoding="utf-8") as source:
    expected = {tuple(pair) for pair in json.load(source)}
print(
    json.dumps(
        {
            "value": seconds,
            "cpuSeconds": cpu,
            "peakBytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
            "facts": {
                "pairs": len(pairs),
                "truePairs": len(expected),
                "recall": len(pairs & expected) / len(expected),
                "bands": index.b,
                "rows": index.r,
            },
        }
    )
)
