"""cleanlab's confident joint, issues and scores for each case of label-errors.test.ts.

A case with `sets` has texts that may have several labels: its answer holds the issues of each label.
"""

import json
import sys
import warnings

import numpy
from cleanlab.count import compute_confident_joint
from cleanlab.filter import find_label_issues
from cleanlab.multilabel_classification.filter import find_multilabel_issues_per_class
from cleanlab.rank import get_label_quality_scores

warnings.filterwarnings("ignore")
answers = []
with open(sys.argv[1], encoding="utf-8") as source:
    cases = json.load(source)
for case in cases:
    probabilities = numpy.array(case["probabilities"])
    if "sets" in case:
        issues, _, _ = find_multilabel_issues_per_class(
            case["sets"], probabilities, return_indices_ranked_by="self_confidence", n_jobs=1
        )
        answers.append([rows.tolist() for rows in issues])
        continue
    labels = numpy.array(case["labels"])
    answers.append(
        {
            "joint": compute_confident_joint(labels, probabilities).tolist(),
            "issues": find_label_issues(
                labels, probabilities, return_indices_ranked_by="self_confidence", n_jobs=1
            ).tolist(),
            "selfConfidence": get_label_quality_scores(labels, probabilities, method="self_confidence").tolist(),
            "margin": get_label_quality_scores(labels, probabilities, method="normalized_margin").tolist(),
        }
    )
print(json.dumps(answers))
