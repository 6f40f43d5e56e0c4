"""scikit-learn's side of linear-peer.ts: fits a model on the TF-IDF of a CSV and leaves matrix and coefficients.

    python linear_peer.py FOLDER CSV TEXT LABEL SETTINGS    SETTINGS is JSON: model, its parameters, min_df, weighted
"""
import csv
import json
import os
import sys

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import ComplementNB, MultinomialNB
from sklearn.svm import LinearSVC

folder, file, text, label, settings = sys.argv[1:]
settings = json.loads(settings)
with open(file, newline="", encoding="utf-8") as stream:
    rows = list(csv.DictReader(stream))
matrix = TfidfVectorizer(min_df=settings["min_df"]).fit_transform([row[text] for row in rows])
matrix.sort_indices()
matrix.data = matrix.data.astype(np.float32).astype(np.float64)
classes, labels = np.unique([row[label] for row in rows], return_inverse=True)
weights = 0.5 + np.arange(len(rows)) % 3 if settings["weighted"] else np.ones(len(rows))

parameters = settings["parameters"]
if settings["model"] == "logistic":
    model = LogisticRegression(solver="lbfgs", tol=1e-9, max_iter=20000, **parameters)
    model.fit(matrix, labels, sample_weight=weights)
    coefficients, intercepts = model.coef_, model.intercept_
elif settings["model"] == "multinomial":
    model = MultinomialNB(**parameters).fit(matrix, labels, sample_weight=weights)
    coefficients, intercepts = model.feature_log_prob_, model.class_log_prior_
elif settings["model"] == "complement":
    model = ComplementNB(**parameters).fit(matrix, labels, sample_weight=weights)
    coefficients, intercepts = model.feature_log_prob_, np.zeros(len(classes))
elif settings["model"] == "svm":
    model = LinearSVC(tol=1e-8, max_iter=100000, **parameters).fit(matrix, labels, sample_weight=weights)
    coefficients, intercepts = model.coef_, model.intercept_
elif settings["model"] == "nb-logistic":
    # Wang & Manning 2012, over TF-IDF instead of binary counts: one class against the rest, or the second of two.
    coefficients, intercepts = [], []
    for label in [1] if len(classes) == 2 else range(len(classes)):
        having, lacking = (1 + np.asarray(matrix[labels == label].sum(0)).ravel(), 1 + np.asarray(matrix[labels != label].sum(0)).ravel())
        ratio = np.log(having / having.sum()) - np.log(lacking / lacking.sum())
        scaled = matrix.copy()
        scaled.data = (scaled.data * ratio[scaled.indices]).astype(np.float32).astype(np.float64)
        model = LogisticRegression(solver="lbfgs", tol=1e-9, max_iter=20000, **parameters)
        model.fit(scaled, labels == label, sample_weight=weights)
        coefficients.append(model.coef_[0] * ratio)
        intercepts.append(model.intercept_[0])
    coefficients, intercepts = np.array(coefficients), np.array(intercepts)

arrays = {
    "offsets": matrix.indptr.astype(np.float64),
    "indices": matrix.indices.astype(np.int32),
    "values": matrix.data.astype(np.float32),
    "labels": labels.astype(np.int32),
    "weights": weights.astype(np.float64),
    "coefficients": coefficients.T.astype(np.float64),
    "intercepts": intercepts.astype(np.float64),
}
for name, array in arrays.items():
    np.ascontiguousarray(array).tofile(os.path.join(folder, name))
print(json.dumps({"columns": int(matrix.shape[1]), "classes": len(classes)}))
