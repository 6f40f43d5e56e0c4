"""scikit-learn's side of naive-bayes-sets.test.ts: one naive Bayes for each label against the rest.

    python naive_bayes_sets_peer.py CASES.json    prints the probabilities of each case, [rows][labels]
"""
import json
import sys

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.multiclass import OneVsRestClassifier
from sklearn.naive_bayes import ComplementNB, MultinomialNB
from sklearn.utils.class_weight import compute_sample_weight

with open(sys.argv[1], encoding="utf-8") as stream:
    given = json.load(stream)
matrix = csr_matrix((given["values"], given["indices"], given["offsets"]), shape=given["shape"])
truth = np.array(given["truth"])
probabilities = []
for case in given["cases"]:
    model = {"multinomial": MultinomialNB, "complement": ComplementNB}[case["variant"]]
    if case["balanced"]:
        # OneVsRestClassifier takes no weights that differ by label, so each label has its model here.
        columns = [
            model(**case["parameters"])
            .fit(matrix, own, sample_weight=compute_sample_weight("balanced", own))
            .predict_proba(matrix)[:, 1]
            for own in truth.T
        ]
        probabilities.append(np.column_stack(columns).tolist())
    else:
        fitted = OneVsRestClassifier(model(**case["parameters"])).fit(matrix, truth)
        probabilities.append(fitted.predict_proba(matrix).tolist())
print(json.dumps(probabilities))
