"""The other side of `embedding-max-pool-epoch`: Keras 3. Arguments: backend, batch size, folder of token ids."""
import json
import os
import resource
import sys
import time

backend, batch_size, folder = sys.argv[1], int(sys.argv[2]), sys.argv[3]
os.environ["KERAS_BACKEND"] = backend
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["JAX_PLATFORMS"] = "cpu"

import keras
import numpy as np


def padded(part):
    offsets, ids, labels = (
        np.fromfile(os.path.join(folder, f"{part}-{name}.i32"), dtype=np.int32) for name in ("offsets", "ids", "labels")
    )
    rows = np.zeros((len(labels), 400), dtype=np.int32)
    lengths = np.diff(offsets)
    rows[np.arange(400)[None, :] < lengths[:, None]] = ids
    return rows, labels.astype(np.float32)


class Watch(keras.callbacks.Callback):
    def __init__(self):
        super().__init__()
        self.ends = []

    def on_epoch_end(self, epoch, logs=None):
        self.ends.append((time.perf_counter(), time.process_time(), float(logs["loss"])))


keras.utils.set_random_seed(0)
inputs, labels = padded("train")
model = keras.Sequential(
    [
        keras.Input((400,), dtype="int32"),
        keras.layers.Embedding(20_000, 32),
        keras.layers.GlobalMaxPooling1D(),
        keras.layers.Dense(1, activation="sigmoid"),
    ]
)
model.compile(optimizer="adam", loss="binary_crossentropy")
watch = Watch()
model.fit(inputs, labels, batch_size=batch_size, epochs=4, verbose=0, callbacks=[watch])
warm = [(b[0] - a[0], b[1] - a[1]) for a, b in zip(watch.ends, watch.ends[1:])]
print(
    json.dumps(
        {
            "value": sorted(wall for wall, _ in warm)[len(warm) // 2],
            "cpuSeconds": sorted(cpu for _, cpu in warm)[len(warm) // 2],
            "peakBytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
            "facts": {"backend": backend, "lossAfterFourEpochs": watch.ends[-1][2]},
        }
    )
)
