"""Trains a small fastText model; prints its words, its embedding and the averages of texts."""

import json
import sys

import fasttext

file, word_ngrams, least, most, buckets, texts = sys.argv[1:]
model = fasttext.train_supervised(
    file,
    dim=6,
    epoch=5,
    lr=0.5,
    wordNgrams=int(word_ngrams),
    minn=int(least),
    maxn=int(most),
    bucket=int(buckets),
    thread=1,
    verbose=0,
)
embedding = model.get_input_matrix()
result = {
    "words": model.words,
    "embedding": embedding.tolist(),
    # The end of text counts as a word, as it does in training and prediction.
    "sentences": [model.get_sentence_vector(text).tolist() for text in json.loads(texts)],
}
print(json.dumps(result))
