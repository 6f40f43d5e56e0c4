"""The article's Flask app, mended: it loads the vectoriser that was fitted, and reads JSON. Started by gunicorn."""
import os

import joblib
from flask import Flask, jsonify, request

app = Flask(__name__)
saved = joblib.load(os.environ["MODEL_FILE"])


@app.post("/predict")
def predict():
    features = saved["vectorizer"].transform([request.get_json()["text"]])
    scores = saved["model"].predict_proba(features)[0]
    best = int(scores.argmax())
    labels = saved["model"].classes_
    return jsonify(
        prediction=labels[best],
        score=float(scores[best]),
        scores={label: float(score) for label, score in zip(labels, scores)},
    )
