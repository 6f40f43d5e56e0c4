"""The other side of finetune-epoch-sst2: transformers' Trainer, one epoch of MiniLM on SST-2's first sentences, two threads.

    python finetune_epoch_sst2.py FOLDER TRAIN.csv.gz DEV.csv ROWS [SEED]

AdamW at 5e-5, a warm-up over a tenth of the steps, down in a line, batches of 16, padded to the longest of the batch, texts of
about the same length together; dropout as the checkpoint has it. Tokenising counts; loading and the evaluation do not.
"""

import json
import os
import resource
import sys
import time

os.environ["OMP_NUM_THREADS"] = "2"
os.environ["TOKENIZERS_PARALLELISM"] = "true"

import csv  # noqa: E402
import gzip  # noqa: E402
import io  # noqa: E402

import torch  # noqa: E402
import transformers  # noqa: E402
from transformers import AutoModelForSequenceClassification, AutoTokenizer, DataCollatorWithPadding  # noqa: E402
from transformers import Trainer, TrainingArguments, set_seed  # noqa: E402

torch.set_num_threads(2)
transformers.utils.logging.set_verbosity_error()
folder, train_file, dev_file, rows = sys.argv[1:5]
seed = int(sys.argv[5]) if len(sys.argv) > 5 else 0
set_seed(seed)
LABELS = {"negative": 0, "positive": 1}


def read(file, most=None):
    source = gzip.open(file, "rt", encoding="utf8") if file.endswith(".gz") else open(file, encoding="utf8")
    with source:
        return list(csv.DictReader(io.StringIO(source.read())))[:most]


train, dev = read(train_file, int(rows)), read(dev_file)
tokenizer = AutoTokenizer.from_pretrained(folder)
model = AutoModelForSequenceClassification.from_pretrained(folder, num_labels=2, dtype=torch.float32)


def encoded(examples):
    ids = tokenizer([one["text"] for one in examples], truncation=True, max_length=128)["input_ids"]
    return [{"input_ids": one, "length": len(one), "labels": LABELS[row["label"]]} for one, row in zip(ids, examples)]


settings = TrainingArguments(
    output_dir="/tmp/unused",
    num_train_epochs=1,
    per_device_train_batch_size=16,
    learning_rate=5e-5,
    warmup_steps=0.1,
    lr_scheduler_type="linear",
    weight_decay=0.01,
    optim="adamw_torch_fused",
    train_sampling_strategy="group_by_length",
    use_cpu=True,
    report_to=[],
    save_strategy="no",
    logging_strategy="no",
    disable_tqdm=True,
    seed=seed,
)
started, cpu = time.perf_counter(), time.process_time()
trainer = Trainer(
    model=model, args=settings, train_dataset=encoded(train), data_collator=DataCollatorWithPadding(tokenizer)
)
trainer.train()
seconds, cpu = time.perf_counter() - started, time.process_time() - cpu
model.eval()
right = 0
with torch.inference_mode():
    for start in range(0, len(dev), 64):
        part = dev[start : start + 64]
        batch = tokenizer([one["text"] for one in part], truncation=True, max_length=128, padding=True, return_tensors="pt")
        answers = model(**batch).logits.argmax(-1).tolist()
        right += sum(answer == LABELS[one["label"]] for answer, one in zip(answers, part))
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
sys.stdout.write("\n")
print(json.dumps({"value": seconds, "cpuSeconds": cpu, "peakBytes": peak, "facts": {"accuracy": right / len(dev)}}))
