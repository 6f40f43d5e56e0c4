"""Trains the peer's model, as the article does: TF-IDF and logistic regression, kept with joblib.

    flask_model.py IMDB_CSV_GZ SPLITS_CSV_GZ FOLDER

Trains on the official 25,000 training reviews, and writes into the folder: model.joblib; train.csv, the same reviews for
the other side; requests.jsonl, 2,000 test reviews as request bodies, one a line.
"""
import json
import sys
from pathlib import Path

import joblib
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

reviews = pd.read_csv(sys.argv[1])
train = pd.read_csv(sys.argv[2]).set_index("row")["split"].eq("train").reindex(range(len(reviews)))
vectorizer = TfidfVectorizer()
features = vectorizer.fit_transform(reviews.loc[train, "review"])
model = LogisticRegression(max_iter=1000).fit(features, reviews.loc[train, "sentiment"])
folder = Path(sys.argv[3])
joblib.dump({"vectorizer": vectorizer, "model": model}, folder / "model.joblib")
reviews[train].to_csv(folder / "train.csv", index=False)
with open(folder / "requests.jsonl", "w", encoding="utf8") as file:
    for text in reviews.loc[~train, "review"].head(2000):
        file.write(json.dumps({"text": text}) + "\n")
print(json.dumps({"value": 0}))
