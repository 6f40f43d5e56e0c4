"""The other side of `few-shot`: SetFit's algorithm (Tunstall et al. 2022) with PyTorch, transformers and scikit-learn.

    python few_shot.py MODEL SPLIT SEED ITERATIONS ANSWERS    SPLIT is a JSON file with "train" and "test", each of "texts" and
                                                              "labels"; writes a JSON list of answers
"""

import json
import random
import sys
import time

import torch
import transformers
from sklearn.linear_model import LogisticRegression

transformers.utils.logging.set_verbosity_error()
transformers.utils.logging.disable_progress_bar()
torch.set_num_threads(2)

folder, split_file, seed, iterations, answers_file = sys.argv[1:]
random.seed(int(seed))
torch.manual_seed(int(seed))
with open(split_file, encoding="utf8") as file:
    split = json.load(file)
texts, labels = split["train"]["texts"], split["train"]["labels"]
BATCH, RATE, WARM_UP = 16, 2e-5, 0.1


def embed(batch):
    encoded = tokenizer(batch, padding=True, truncation=True, max_length=128, return_tensors="pt")
    states = model(**encoded).last_hidden_state
    mask = encoded["attention_mask"][:, :, None]
    return (states * mask).sum(1) / mask.sum(1)


def embed_all(all_texts):
    model.eval()
    with torch.no_grad():
        return torch.cat([embed(all_texts[at : at + 32]) for at in range(0, len(all_texts), 32)]).numpy()


start = time.perf_counter()
tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
model = transformers.AutoModel.from_pretrained(folder, dtype=torch.float32)
pairs = []
for _ in range(int(iterations)):
    for left, label in enumerate(labels):
        same = [at for at, other in enumerate(labels) if other == label and at != left]
        different = [at for at, other in enumerate(labels) if other != label]
        pairs += [(left, random.choice(same), 1.0), (left, random.choice(different), 0.0)]
random.shuffle(pairs)

decays = lambda name: not name.endswith("bias") and "LayerNorm" not in name
optimiser = torch.optim.AdamW(
    [
        {"params": [weight for name, weight in model.named_parameters() if decays(name)], "weight_decay": 0.01},
        {"params": [weight for name, weight in model.named_parameters() if not decays(name)], "weight_decay": 0.0},
    ],
    lr=RATE,
    eps=1e-8,
)
steps = -(-len(pairs) // BATCH)
schedule = transformers.get_linear_schedule_with_warmup(optimiser, round(WARM_UP * steps), steps)
model.train()
for at in range(0, len(pairs), BATCH):
    batch = pairs[at : at + BATCH]
    lefts, rights = (embed([texts[pair[end]] for pair in batch]) for end in (0, 1))
    cosines = torch.nn.functional.cosine_similarity(lefts, rights)
    loss = torch.nn.functional.mse_loss(cosines, torch.tensor([pair[2] for pair in batch]))
    optimiser.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimiser.step()
    schedule.step()

head = LogisticRegression(max_iter=200).fit(embed_all(texts), labels)
answers = head.predict(embed_all(split["test"]["texts"])).tolist()
seconds = time.perf_counter() - start
with open(answers_file, "w", encoding="utf8") as file:
    json.dump(answers, file)
print(json.dumps({"value": seconds, "facts": {"pairs": len(pairs)}}))
