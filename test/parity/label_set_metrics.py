"""Metrics of several labels a text by scikit-learn: reads cases as JSON, prints the figures of each."""

import json
import sys
import warnings

import numpy as np
from sklearn.metrics import (
    accuracy_score,
    average_precision_score,
    brier_score_loss,
    f1_score,
    hamming_loss,
    jaccard_score,
    label_ranking_average_precision_score,
    log_loss,
    precision_recall_fscore_support,
    roc_auc_score,
)

warnings.filterwarnings("ignore")


def calibration_error(outcomes, probabilities, weights, bins=15):
    """Naeini et al. 2015 in its definition: bins of equal width, the upper edge within."""
    bin_of = np.maximum(np.digitize(probabilities, np.linspace(0, 1, bins + 1), right=True), 1)
    gaps = [
        abs(np.sum((weights * (outcomes - probabilities))[bin_of == one])) for one in range(1, bins + 1)
    ]
    return sum(gaps) / weights.sum()


def figures(case):
    truth = np.array(case["truth"])
    scores = np.array(case["scores"])
    predicted = (scores >= np.array(case["thresholds"])).astype(int)
    weights = np.array(case["counts"]) if "counts" in case else None
    found = {
        "accuracy": accuracy_score(truth, predicted, sample_weight=weights),
        "hamming-loss": hamming_loss(truth, predicted, sample_weight=weights),
        "jaccard-samples": jaccard_score(truth, predicted, average="samples", sample_weight=weights),
        "label-ranking-average-precision": label_ranking_average_precision_score(
            truth, scores, sample_weight=weights
        ),
        "average-precision": average_precision_score(truth, scores, average="macro", sample_weight=weights),
    }
    flat = (truth.ravel(), scores.ravel())
    repeated = None if weights is None else np.repeat(weights, truth.shape[1])
    found["log-loss"] = log_loss(*flat, sample_weight=repeated, labels=[0, 1])
    found["brier"] = brier_score_loss(*flat, sample_weight=repeated)
    found["expected-calibration-error"] = calibration_error(*flat, np.ones(truth.size) if weights is None else repeated)
    for average in ["micro", "macro", "weighted", "samples"]:
        precision, recall, _, _ = precision_recall_fscore_support(
            truth, predicted, average=average, sample_weight=weights
        )
        found[f"precision-{average}"] = precision
        found[f"recall-{average}"] = recall
        found[f"f1-{average}"] = f1_score(truth, predicted, average=average, sample_weight=weights)
    try:
        found["roc-auc"] = roc_auc_score(truth, scores, average="macro", sample_weight=weights)
    except ValueError:
        found["roc-auc"] = float("nan")
    by_label = precision_recall_fscore_support(truth, predicted, average=None, sample_weight=weights)
    return {
        "metrics": {name: None if np.isnan(value) else float(value) for name, value in found.items()},
        "byLabel": [[float(value) for value in column] for column in np.array(by_label).T],
    }


print(json.dumps([figures(case) for case in json.load(open(sys.argv[1]))]))
