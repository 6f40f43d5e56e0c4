"""The peer of tfidf-one-text: scikit-learn's TfidfVectorizer, one text at a time."""

import array
import json
import resource
import sys
import time

from sklearn.feature_extraction.text import TfidfVectorizer

folder, characters = sys.argv[1:]
offsets = array.array("d")
with open(f"{folder}/texts.offsets", "rb") as source:
    offsets.frombytes(source.read())
with open(f"{folder}/texts.bytes", "rb") as source:
    content = source.read()
texts = [content[int(offsets[row]) : int(offsets[row + 1])].decode("utf-8") for row in range(27000)]
vectorizer = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True).fit(texts[:25000])
lone = [text[: int(characters)] for text in texts[25000:]]

start = time.perf_counter()
entries = sum(vectorizer.transform([text]).nnz for text in lone)
print(
    json.dumps(
        {
            "value": (time.perf_counter() - start) / len(lone) * 1e6,
            "peakBytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
            "facts": {"entries": entries},
        }
    )
)
