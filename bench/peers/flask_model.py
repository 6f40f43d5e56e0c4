"""Trains the peer's model, as the article does: TF-IDF and logistic regression, kept with joblib.

    flask_model.py IMDB_CSV_GZ SPLITS_CSV_GZ MODEL_FILE REVIEWS_FILE

Trains on the official 25,000 training reviews; writes 2,000 test reviews, one JSON request body a line, for the load.
"""
import json
import sys

import joblib
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

reviews = pd.read_csv(sys.argv[1])
train = pd.read_csv(sys.argv[2]).set_index("row")["split"].eq("train").reindex(range(len(reviews)))
vectorizer = TfidfVectorizer()
features = vectorizer.fit_transform(reviews.loc[train, "review"])
model = LogisticRegression(max_iter=1000).fit(features, reviews.loc[train, "sentiment"])
joblib.dump({"vectorizer": vectorizer, "model": model}, sys.argv[3])
with open(sys.argv[4], "w", encoding="utf8") as file:
    for text in reviews.loc[~train, "review"].head(2000):
        file.write(json.dumps({"text": text}) + "\n")
print(json.dumps({"value": 0}))
