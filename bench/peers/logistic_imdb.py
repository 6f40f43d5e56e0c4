"""The peer of logistic-imdb: scikit-learn's LogisticRegression (lbfgs, C=10) on (1,2)-gram sublinear TF-IDF of IMDb.

    python logistic_imdb.py prepare FOLDER CSV SPLITS    writes the matrices both sides read
    python logistic_imdb.py fit FOLDER                   fits, and prints the measurement as JSON
"""
import json
import os
import resource
import sys
import time

import numpy as np
import scipy.sparse


def prepare(folder, reviews_file, splits_file):
    import pandas
    from sklearn.feature_extraction.text import TfidfVectorizer

    reviews = pandas.read_csv(reviews_file)
    splits = pandas.read_csv(splits_file).sort_values("row")
    train = (splits["split"] == "train").to_numpy()
    labels = (reviews["sentiment"] == "positive").to_numpy().astype(np.int32)
    vectorizer = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, dtype=np.float32)
    parts = {
        "train": (vectorizer.fit_transform(reviews["review"][train]), labels[train]),
        "test": (vectorizer.transform(reviews["review"][~train]), labels[~train]),
    }
    facts = {"columns": int(parts["train"][0].shape[1])}
    for name, (matrix, part_labels) in parts.items():
        matrix.sort_indices()
        matrix.indptr.astype(np.float64).tofile(os.path.join(folder, f"{name}.offsets"))
        matrix.indices.astype(np.int32).tofile(os.path.join(folder, f"{name}.indices"))
        matrix.data.astype(np.float32).tofile(os.path.join(folder, f"{name}.values"))
        part_labels.tofile(os.path.join(folder, f"{name}.labels"))
    with open(os.path.join(folder, "matrix.json"), "w") as file:
        json.dump(facts, file)
    print(json.dumps({"value": 0, "facts": facts}))


def load(folder, name):
    with open(os.path.join(folder, "matrix.json")) as file:
        columns = json.load(file)["columns"]
    read = lambda part, dtype: np.fromfile(os.path.join(folder, f"{name}.{part}"), dtype=dtype)
    offsets = read("offsets", np.float64).astype(np.int32)
    shape = (len(offsets) - 1, columns)
    matrix = scipy.sparse.csr_matrix((read("values", np.float32), read("indices", np.int32), offsets), shape=shape)
    return matrix, read("labels", np.int32)


def fit(folder):
    from sklearn.linear_model import LogisticRegression

    matrix, labels = load(folder, "train")
    model = LogisticRegression(C=10, solver="lbfgs", max_iter=1000)
    before = resource.getrusage(resource.RUSAGE_SELF)
    start = time.perf_counter()
    model.fit(matrix, labels)
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_SELF)
    test_matrix, test_labels = load(folder, "test")
    print(json.dumps({
        "value": seconds,
        "cpuSeconds": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        "peakBytes": after.ru_maxrss * 1024,
        "facts": {
            "accuracy": float(model.score(test_matrix, test_labels)),
            "iterations": int(model.n_iter_[0]),
        },
    }))


if __name__ == "__main__":
    {"prepare": prepare, "fit": fit}[sys.argv[1]](*sys.argv[2:])
