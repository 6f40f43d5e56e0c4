"""The peer of tfidf-unigram and tfidf-bigram: scikit-learn's TfidfVectorizer on texts that are in memory already."""

import array
import json
import resource
import sys
import time

from sklearn.feature_extraction.text import TfidfVectorizer

folder, longest, rows = sys.argv[1:]
offsets = array.array("d")
with open(f"{folder}/texts.offsets", "rb") as source:
    offsets.frombytes(source.read())
with open(f"{folder}/texts.bytes", "rb") as source:
    content = source.read()
texts = [content[int(offsets[row]) : int(offsets[row + 1])].decode("utf-8") for row in range(int(rows))]
del content, offsets

cpu = time.process_time()
start = time.perf_counter()
vectorizer = TfidfVectorizer(ngram_range=(1, int(longest)))
matrix = vectorizer.fit_transform(texts)
print(
    json.dumps(
        {
            "value": time.perf_counter() - start,
            "cpuSeconds": time.process_time() - cpu,
            "peakBytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
            "facts": {"terms": matrix.shape[1], "entries": int(matrix.nnz)},
        }
    )
)
