"""scikit-learn's side of calibration.test.ts: calibrators fitted to given scores.

    python calibration_peer.py FILE    FILE is JSON: scores [rows][columns], labels [rows], classes
"""
import json
import sys

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.calibration import CalibratedClassifierCV
from sklearn.frozen import FrozenEstimator

task = json.load(open(sys.argv[1]))
scores, labels = np.array(task["scores"]), np.array(task["labels"])
classes = task["classes"]


class Given(ClassifierMixin, BaseEstimator):
    """Decides by the scores that it is asked about."""

    def fit(self, rows, labels):
        self.classes_ = np.arange(classes)
        self.n_features_in_ = rows.shape[1]
        return self

    def decision_function(self, rows):
        return rows[:, 0] if classes == 2 else rows

    def predict(self, rows):
        return (rows[:, 0] > 0).astype(int) if classes == 2 else rows.argmax(axis=1)


answers = {}
for name, method in [("platt", "sigmoid"), ("isotonic", "isotonic"), ("temperature", "temperature")]:
    model = CalibratedClassifierCV(FrozenEstimator(Given().fit(scores, labels)), method=method, ensemble=False)
    answers[name] = model.fit(scores, labels).predict_proba(scores).ravel().tolist()
print(json.dumps(answers))
