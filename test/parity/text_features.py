"""The other side of text-features.ts: scikit-learn's matrices of the same texts, as raw arrays in a folder.

Arguments: a CSV file (gzip), its text column, the number of rows (0: all), a folder, and the cases as JSON: a list of
{"name", "vectorizer": "tfidf" | "hashing", "options"}. Rows are a fixed random choice where there are more.
"""

import csv
import gzip
import json
import random
import sys

import numpy as np
from sklearn.feature_extraction.text import HashingVectorizer, TfidfVectorizer

csv.field_size_limit(10**9)
file, column, rows, folder, cases = sys.argv[1:]
with gzip.open(file, "rt", encoding="utf-8", newline="") as source:
    texts = [row[column] for row in csv.DictReader(source)]
if int(rows) > 0:
    texts = random.Random(1).sample(texts, int(rows))


def write(name, array, dtype):
    np.asarray(array).astype(dtype).tofile(f"{folder}/{name}")


def write_strings(name, strings):
    encoded = [text.encode("utf-8") for text in strings]
    with open(f"{folder}/{name}.bytes", "wb") as out:
        out.write(b"".join(encoded))
    write(f"{name}.offsets", np.cumsum([0] + [len(part) for part in encoded]), "<f8")


write_strings("texts", texts)
for case in json.loads(cases):
    options = {key: tuple(value) if key == "ngram_range" else value for key, value in case["options"].items()}
    name = case["name"]
    if case["vectorizer"] == "hashing":
        matrix = HashingVectorizer(**options).transform(texts)
    else:
        vectorizer = TfidfVectorizer(**options)
        matrix = vectorizer.fit_transform(texts)
        write_strings(f"{name}.terms", vectorizer.get_feature_names_out())
    matrix.sort_indices()
    write(f"{name}.offsets", matrix.indptr, "<f8")
    write(f"{name}.indices", matrix.indices, "<i4")
    write(f"{name}.values", matrix.data, "<f8")
