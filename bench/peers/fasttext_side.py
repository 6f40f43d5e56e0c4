"""The other side of the fastText benchmarks: fastText's C++ through its own binding, reading and writing files."""

import json
import os
import resource
import sys
import time

import fasttext

work, folder, settings_json = sys.argv[1:]
settings = json.loads(settings_json)
path = lambda name: os.path.join(folder, name)

if work == "train":
    start, cpu = time.perf_counter(), time.process_time()
    model = fasttext.train_supervised(
        path("train.txt"),
        dim=settings["dim"],
        lr=settings["learningRate"],
        epoch=settings["epoch"],
        wordNgrams=settings["wordNgrams"],
        thread=settings["threads"],
        seed=int(os.environ.get("SEED", 0)),
        verbose=0,
    )
    model.save_model(path("model.bin"))
    seconds, cpu_seconds = time.perf_counter() - start, time.process_time() - cpu
    facts = {"words": len(model.words)}
else:
    model = fasttext.load_model(path("model.bin"))
    with open(path("test.txt"), encoding="utf8") as file:
        model.predict([line.rstrip("\n").split(" ", 1)[1] for line in file])  # as warm as the other side
    start, cpu = time.perf_counter(), time.process_time()
    with open(path("test.txt"), encoding="utf8") as file:
        lines = [line.rstrip("\n").split(" ", 1) for line in file]
    answers = model.predict([text for _, text in lines])[0]
    with open(path("answers-of-peer.txt"), "w", encoding="utf8") as file:
        file.writelines(f"{answer[0]}\n" for answer in answers)
    seconds, cpu_seconds = time.perf_counter() - start, time.process_time() - cpu
    right = sum(answer[0] == label for answer, (label, _) in zip(answers, lines))
    facts = {"rows": len(lines), "accuracy": right / len(lines)}

print(
    json.dumps(
        {
            "value": seconds,
            "cpuSeconds": cpu_seconds,
            "peakBytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
            "facts": facts,
        }
    )
)
