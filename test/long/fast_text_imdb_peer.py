"""Trains fastText on train.txt with each seed; prints its accuracies on test.txt."""

import json
import os
import sys

import fasttext

folder, *seeds = sys.argv[1:]
accuracies = []
for seed in seeds:
    model = fasttext.train_supervised(
        os.path.join(folder, "train.txt"), dim=10, lr=1.0, epoch=5, wordNgrams=2, thread=2, seed=int(seed), verbose=0
    )
    accuracies.append(model.test(os.path.join(folder, "test.txt"))[1])
print(json.dumps(accuracies))
