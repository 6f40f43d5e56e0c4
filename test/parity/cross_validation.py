"""Figures of out-of-fold answers by scikit-learn: reads lines of answers and a report, prints figures by model."""

import json
import sys
import warnings

import numpy as np
from sklearn.metrics import accuracy_score, f1_score, hamming_loss, log_loss, precision_recall_fscore_support

warnings.filterwarnings("ignore")
rows = [json.loads(line) for line in open(sys.argv[1])]
report = json.load(open(sys.argv[2]))
labels = report["labels"]
truth = np.array([[int(label in row["labels"]) for label in labels] for row in rows])
folds = np.array([row["fold"] for row in rows])


def figures(truth, predicted, scores):
    return {
        "accuracy": accuracy_score(truth, predicted),
        "hamming-loss": hamming_loss(truth, predicted),
        "f1-micro": f1_score(truth, predicted, average="micro"),
        "f1-macro": f1_score(truth, predicted, average="macro"),
        "log-loss": log_loss(truth.ravel(), scores.ravel().astype(np.float32), labels=[0, 1]),
    }


def model_figures(model):
    scores = np.array([[row["scores"][model["name"]][label] for label in labels] for row in rows])
    thresholds = np.array([[fold.get("thresholds", {}).get(label, 0.5) for label in labels] for fold in model["folds"]])
    predicted = (scores.astype(np.float32) >= thresholds[folds - 1].astype(np.float32)).astype(int)
    by_label = precision_recall_fscore_support(truth, predicted, average=None)
    return {
        "pooled": figures(truth, predicted, scores),
        "folds": [
            figures(truth[folds == fold], predicted[folds == fold], scores[folds == fold])
            for fold in range(1, len(thresholds) + 1)
        ],
        "byLabel": [[float(value) for value in column] for column in np.array(by_label).T],
    }


print(json.dumps([model_figures(model) for model in report["models"]]))
