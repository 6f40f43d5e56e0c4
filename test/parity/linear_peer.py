"""scikit-learn's side of linear.test.ts.

    python linear_peer.py FOLDER CSV TEXT LABEL SETTINGS

Writes the TF-IDF matrix of a file and the fitted LogisticRegression as raw arrays into FOLDER; prints their shapes.
SETTINGS: JSON with `C`, `min_df` and `weighted`.
"""
import csv
import json
import os
import sys

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

folder, file, text, label, settings = sys.argv[1:]
settings = json.loads(settings)
with open(file, newline="", encoding="utf-8") as stream:
    rows = list(csv.DictReader(stream))
matrix = TfidfVectorizer(min_df=settings["min_df"]).fit_transform([row[text] for row in rows])
matrix.sort_indices()
matrix.data = matrix.data.astype(np.float32).astype(np.float64)
classes, labels = np.unique([row[label] for row in rows], return_inverse=True)
weights = 0.5 + np.arange(len(rows)) % 3 if settings["weighted"] else np.ones(len(rows))

model = LogisticRegression(C=settings["C"], solver="lbfgs", tol=1e-9, max_iter=20000)
model.fit(matrix, labels, sample_weight=weights)

arrays = {
    "offsets": matrix.indptr.astype(np.float64),
    "indices": matrix.indices.astype(np.int32),
    "values": matrix.data.astype(np.float32),
    "labels": labels.astype(np.int32),
    "weights": weights.astype(np.float64),
    "coefficients": model.coef_.T.astype(np.float64),
    "intercepts": model.intercept_.astype(np.float64),
}
for name, array in arrays.items():
    np.ascontiguousarray(array).tofile(os.path.join(folder, name))
print(json.dumps({"columns": int(matrix.shape[1]), "classes": len(classes)}))
