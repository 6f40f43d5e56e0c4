"""The other side of `accuracy`: trains a model on each split of a JSON file and writes its answers to the test rows."""

import json
import sys
import time

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression

name, splits_file, answers_file = sys.argv[1:]


def tfidf_logistic_regression(train, test):
    """Words and word pairs, sublinear TF-IDF, C = 10: what our recipe of the name is."""
    vectorizer = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2)
    model = LogisticRegression(C=10, max_iter=1000).fit(vectorizer.fit_transform(train["texts"]), train["labels"])
    return model.predict(vectorizer.transform(test["texts"]))


def nb_logistic_regression(train, test):
    """Wang & Manning 2012 over 1- to 3-grams of words and marks, one against all others."""
    vectorizer = CountVectorizer(ngram_range=(1, 3), binary=True, min_df=2, token_pattern=r"(?u)\w+|[^\w\s]")
    rows, tested = vectorizer.fit_transform(train["texts"]), vectorizer.transform(test["texts"])
    labels = np.array(train["labels"])
    classes = np.unique(labels)
    scores = []
    for label in classes if len(classes) > 2 else classes[1:]:
        own = labels == label
        p, q = 1 + rows[own].sum(axis=0), 1 + rows[~own].sum(axis=0)
        ratio = np.log((p / p.sum()) / (q / q.sum()))
        model = LogisticRegression(C=1, max_iter=1000).fit(rows.multiply(ratio).tocsr(), own)
        scores.append(model.decision_function(tested.multiply(ratio).tocsr()))
    if len(classes) == 2:
        return classes[(scores[0] > 0).astype(int)]
    return classes[np.argmax(scores, axis=0)]


def fasttext_cpp(train, test):
    """Word pairs, width 10, 5 epochs, rate 1; lower-cased, marks set apart, as in fastText's own examples."""
    import os
    import re
    import tempfile

    import fasttext

    clean = lambda text: " ".join(re.findall(r"\w+|[^\w\s]", text.lower()))
    label_of = {f"__label__{at}": label for at, label in enumerate(sorted(set(train["labels"])))}
    key_of = {label: key for key, label in label_of.items()}
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "train.txt")
        with open(path, "w", encoding="utf8") as file:
            file.writelines(f"{key_of[label]} {clean(text)}\n" for text, label in zip(train["texts"], train["labels"]))
        model = fasttext.train_supervised(path, dim=10, lr=1.0, epoch=5, wordNgrams=2, thread=2, verbose=0)
    return [label_of[answer[0]] for answer in model.predict([clean(text) for text in test["texts"]])[0]]


models = {
    "tfidf-logistic-regression": tfidf_logistic_regression,
    "nb-logistic-regression": nb_logistic_regression,
    "fasttext": fasttext_cpp,
}

with open(splits_file, encoding="utf8") as file:
    splits = json.load(file)
start = time.perf_counter()
answers = [str(answer) for split in splits for answer in models[name](split["train"], split["test"])]
seconds = time.perf_counter() - start
with open(answers_file, "w", encoding="utf8") as file:
    json.dump(answers, file)
print(json.dumps({"value": seconds, "facts": {"rows": len(answers)}}))
