"""Measures the predictions of a JSON file with scikit-learn and SciPy, and prints what metrics.test.ts compares with."""

import json
import math
import sys
import warnings

import numpy as np
from scipy.stats import binomtest
from sklearn.calibration import calibration_curve
from sklearn.metrics import (
    accuracy_score,
    average_precision_score,
    balanced_accuracy_score,
    brier_score_loss,
    classification_report,
    cohen_kappa_score,
    confusion_matrix,
    log_loss,
    matthews_corrcoef,
    precision_recall_curve,
    precision_recall_fscore_support,
    roc_auc_score,
    roc_curve,
)
from sklearn.preprocessing import label_binarize

warnings.simplefilter("ignore")


def plain(value):
    """JSON has no NaN: null stands for it."""
    if isinstance(value, dict):
        return {name: plain(entry) for name, entry in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [plain(entry) for entry in value]
    number = float(value)
    return number if math.isfinite(number) else None


def calibration_error(truth, predicted, probabilities, weight):
    confidence = probabilities[np.arange(len(truth)), predicted]
    right = np.repeat(truth == predicted, weight)
    confidence = np.repeat(confidence, weight)
    observed, mean = calibration_curve(right, confidence, n_bins=15, strategy="uniform")
    bins = np.searchsorted(np.linspace(0, 1, 16)[1:-1], confidence)
    counts = np.bincount(bins, minlength=15)
    return np.sum(counts[counts > 0] * np.abs(observed - mean)) / counts.sum()


def attempt(compute):
    """scikit-learn refuses some cases by an error; then the figure is not defined."""
    try:
        return compute()
    except (ValueError, ZeroDivisionError):
        return math.nan


def catalogue(truth, probabilities, positive, weight):
    classes = probabilities.shape[1]
    labels = list(range(classes))
    predicted = probabilities.argmax(axis=1)
    weighted = {"sample_weight": weight}
    figures = {
        "accuracy": accuracy_score(truth, predicted, **weighted),
        "balanced-accuracy": balanced_accuracy_score(truth, predicted, **weighted),
        "matthews-correlation": matthews_corrcoef(truth, predicted, **weighted),
        "cohen-kappa": cohen_kappa_score(truth, predicted, **weighted),
        "log-loss": log_loss(truth, probabilities, labels=labels, **weighted),
        "brier": brier_score_loss(truth, probabilities, labels=labels, **weighted),
        "expected-calibration-error": calibration_error(truth, predicted, probabilities, weight),
    }
    for average in ["macro", "micro", "weighted"]:
        scores = precision_recall_fscore_support(truth, predicted, average=average, zero_division=0, **weighted)
        for name, score in zip(["precision", "recall", "f1"], scores):
            figures[f"{name}-{average}"] = score
    binary = truth == positive
    indicator = np.stack([truth == label for label in labels], axis=1).astype(int)
    if classes == 2:
        scores = precision_recall_fscore_support(
            truth, predicted, labels=[positive], average=None, zero_division=0, **weighted
        )
        for name, score in zip(["precision", "recall", "f1"], scores):
            figures[name] = score[0]
        figures["roc-auc"] = attempt(lambda: roc_auc_score(binary, probabilities[:, positive], **weighted))
        figures["average-precision"] = average_precision_score(binary, probabilities[:, positive], **weighted)
        return figures
    for name in ["precision", "recall", "f1"]:
        figures[name] = figures[f"{name}-macro"]

    def auc(multi_class, average):
        options = weighted if multi_class == "ovr" else {}
        rows = np.repeat(np.arange(len(truth)), weight) if multi_class == "ovo" else slice(None)
        return attempt(
            lambda: roc_auc_score(
                truth[rows], probabilities[rows], multi_class=multi_class, average=average, labels=labels, **options
            )
        )

    figures["roc-auc"] = auc("ovr", "macro")
    figures["roc-auc-ovr-weighted"] = auc("ovr", "weighted")
    figures["roc-auc-ovo-macro"] = auc("ovo", "macro")
    figures["roc-auc-ovo-weighted"] = auc("ovo", "weighted")
    figures["average-precision"] = average_precision_score(indicator, probabilities, average="macro", **weighted)
    figures["average-precision-weighted"] = average_precision_score(
        indicator, probabilities, average="weighted", **weighted
    )
    return figures


def measure(case):
    truth = np.array(case["labelIds"])
    classes = case["classes"]
    labels = list(range(classes))
    probabilities = np.array(case["probabilities"], dtype=np.float64).reshape(-1, classes)
    predicted = probabilities.argmax(axis=1)
    weight = np.array(case["counts"])
    positive = case["positive"]
    report = classification_report(
        truth, predicted, labels=labels, target_names=[str(label) for label in labels], output_dict=True, zero_division=0
    )
    curves = []
    for label in labels:
        false_positive_rate, true_positive_rate, thresholds = roc_curve(
            truth == label, probabilities[:, label], drop_intermediate=False
        )
        precision, recall, _ = precision_recall_curve(truth == label, probabilities[:, label])
        observed, mean = calibration_curve(truth == label, probabilities[:, label], n_bins=10, strategy="uniform")
        curves.append(
            {
                "falsePositiveRate": false_positive_rate[1:],
                "truePositiveRate": true_positive_rate[1:],
                "thresholds": thresholds[1:],
                "precision": precision[:-1][::-1],
                "recall": recall[:-1][::-1],
                "observed": observed,
                "meanProbability": mean,
            }
        )
    zero_division = {}
    for value in [0.0, 1.0, math.nan]:
        for average in ["macro", "micro", "weighted"]:
            scores = precision_recall_fscore_support(
                truth, predicted, labels=labels, average=average, zero_division=value
            )[:3]
            zero_division[f"{value} {average}"] = scores
    return {
        "metrics": catalogue(truth, probabilities, positive, np.ones(len(truth), dtype=int)),
        "weighted": catalogue(truth, probabilities, positive, weight),
        "singlePrecisionLogLoss": log_loss(truth, probabilities.astype(np.float32), labels=labels),
        "confusion": confusion_matrix(truth, predicted, labels=labels).ravel(),
        "byLabel": [[report[str(label)][name] for name in ["precision", "recall", "f1-score", "support"]] for label in labels],
        "zeroDivision": zero_division,
        "curves": curves,
    }


with open(sys.argv[1], encoding="utf8") as file:
    given = json.load(file)
print(
    json.dumps(
        plain(
            {
                "cases": [measure(case) for case in given["cases"]],
                "mcnemar": [binomtest(a, a + b).pvalue if a + b > 0 else 1.0 for a, b in given["mcnemar"]],
            }
        )
    )
)
