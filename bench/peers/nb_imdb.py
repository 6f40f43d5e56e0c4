"""The peer of nb-imdb: the same model as a scikit-learn pipeline, from training texts to test accuracy.

    python nb_imdb.py FOLDER    FOLDER holds train.jsonl and test.jsonl: one [text, label] a line

Wang & Manning 2012: binarised 1-3-grams, log-count ratios, logistic regression on the scaled features.
"""
import json
import os
import resource
import sys
import time

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline


class LogCountRatio(TransformerMixin, BaseEstimator):
    def fit(self, rows, labels):
        positive, negative = (1 + np.asarray(rows[labels == label].sum(axis=0)).ravel() for label in (1, 0))
        self.ratio_ = np.log(positive / positive.sum()) - np.log(negative / negative.sum())
        return self

    def transform(self, rows):
        scaled = rows.astype(np.float32)
        scaled.data *= self.ratio_.astype(np.float32)[scaled.indices]
        return scaled


def load(name):
    with open(os.path.join(sys.argv[1], f"{name}.jsonl"), encoding="utf-8") as lines:
        texts, labels = zip(*map(json.loads, lines))
    return texts, np.array(labels)


train_texts, train_labels = load("train")
test_texts, test_labels = load("test")
model = make_pipeline(
    CountVectorizer(ngram_range=(1, 3), binary=True, min_df=2, token_pattern=r"\w+|[^\w\s]", dtype=np.float32),
    LogCountRatio(),
    LogisticRegression(C=0.1, max_iter=1000),
)
before = resource.getrusage(resource.RUSAGE_SELF)
start = time.perf_counter()
model.fit(train_texts, train_labels)
fitted = time.perf_counter()
accuracy = float(np.mean(model.predict(test_texts) == test_labels))
seconds = time.perf_counter() - start
after = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({
    "value": seconds,
    "cpuSeconds": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
    "peakBytes": after.ru_maxrss * 1024,
    "facts": {"accuracy": accuracy, "features": len(model[0].vocabulary_), "fitSeconds": fitted - start},
}))
