"""What transformers and PyTorch compute: the reference for our transformers, written as the reference.json of shared models.

    python transformers_peer.py make FOLDER KIND...      writes FOLDER/KIND: a tiny model with random weights (biases and norms,
                                                         too), of the kinds below, and its reference.json
    python transformers_peer.py compute REQUEST          prints the references of models on disk, as a JSON list

REQUEST is a file with a JSON list of {"folder", "input_ids", "labels"} and, if wanted, "batches" (a list of {"input_ids",
"labels"} for the steps of AdamW, which take them by turns; the texts themselves unless given), "steps" (50) and "class" (the
name of transformers' class; that of config.json unless given). Ids are one list for each text, without padding. Labels are
one class a text, one number for each label of a text, or, for tokens, one class for each token, -100 where none counts; GPT-2's
language model needs none.

A reference holds, of the real tokens only: `last_hidden_state` [texts][tokens][width], `hidden_states_of_first_text`
[layers + 1][tokens][width], `logits` [texts][classes] or [texts][tokens][classes], `loss`, `gradient_norms` by the name of each
parameter, and `losses_under_adamw`: settings and the losses before each step and after the last. No dropout, plain attention,
float32, one thread.
"""

import json
import os
import sys

os.environ["OMP_NUM_THREADS"] = "1"

import torch  # noqa: E402
import transformers  # noqa: E402
from transformers.utils import logging  # noqa: E402

logging.set_verbosity_error()
logging.disable_progress_bar()
torch.set_num_threads(1)

VOCABULARY = 70
TEXTS = [9, 3, 14, 1, 6]  # tokens
STEPS = 50
NO_LABEL = -100
ADAMW = {"lr": 1e-3, "betas": (0.9, 0.999), "eps": 1e-8}
DECAY = 0.01

ENCODER = {
    "vocab_size": VOCABULARY,
    "hidden_size": 24,
    "num_hidden_layers": 2,
    "num_attention_heads": 3,
    "intermediate_size": 40,
    "hidden_dropout_prob": 0.0,
    "attention_probs_dropout_prob": 0.0,
    "max_position_embeddings": 40,
}
# RoBERTa's kinds number positions from behind the id of padding.
PADDED = {"pad_token_id": 1, "bos_token_id": 0, "eos_token_id": 2}
GPT2 = {
    "vocab_size": VOCABULARY,
    "n_embd": 24,
    "n_layer": 2,
    "n_head": 3,
    "n_positions": 40,
    "resid_pdrop": 0.0,
    "embd_pdrop": 0.0,
    "attn_pdrop": 0.0,
    "bos_token_id": 3,
    "eos_token_id": 3,
}

# By kind: transformers' class and its settings.
KINDS = {
    "bert": ("BertForSequenceClassification", ENCODER | {"num_labels": 3}),
    "bert-multi-label": (
        "BertForSequenceClassification",
        ENCODER | {"num_labels": 4, "problem_type": "multi_label_classification"},
    ),
    "bert-tokens": ("BertForTokenClassification", ENCODER | {"num_labels": 5}),
    "bert-masked": ("BertForMaskedLM", ENCODER),
    "distilbert-masked": (
        "DistilBertForMaskedLM",
        {
            "vocab_size": VOCABULARY,
            "dim": 24,
            "n_layers": 2,
            "n_heads": 3,
            "hidden_dim": 40,
            "dropout": 0.0,
            "attention_dropout": 0.0,
            "max_position_embeddings": 40,
        },
    ),
    "electra": ("ElectraForSequenceClassification", ENCODER | {"embedding_size": 16, "num_labels": 3}),
    "electra-tokens": ("ElectraForTokenClassification", ENCODER | {"embedding_size": 16, "num_labels": 5}),
    "mpnet": ("MPNetForSequenceClassification", ENCODER | PADDED | {"num_labels": 3}),
    "mpnet-masked": ("MPNetForMaskedLM", ENCODER | PADDED),
    "roberta-masked": ("RobertaForMaskedLM", ENCODER | PADDED | {"type_vocab_size": 1}),
    "xlm-roberta": ("XLMRobertaForSequenceClassification", ENCODER | PADDED | {"type_vocab_size": 1, "num_labels": 3}),
    "xlm-roberta-tokens": ("XLMRobertaForTokenClassification", ENCODER | PADDED | {"type_vocab_size": 1, "num_labels": 5}),
    "gpt2": ("GPT2LMHeadModel", GPT2),
    "gpt2-classifier": ("GPT2ForSequenceClassification", GPT2 | {"num_labels": 3, "pad_token_id": 0}),
}


def make(kind, folder, seed=5):
    """A model with random weights, and what to ask it."""
    name, settings = KINDS[kind]
    model_class = getattr(transformers, name)
    model = model_class(model_class.config_class(**settings))
    chance = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            is_scale = parameter.ndim == 1 and name.endswith("weight")
            parameter.copy_(torch.randn(parameter.shape, generator=chance) * 0.25 + (1 if is_scale else 0))
    model.save_pretrained(folder)

    def pick(below, count, least=0):
        return torch.randint(least, below, (count,), generator=chance).tolist()

    ids = [pick(VOCABULARY, tokens, 4) for tokens in TEXTS]
    classes = model.config.num_labels
    architecture = type(model).__name__
    if architecture.endswith("LMHeadModel"):
        labels = None
    elif architecture.endswith("ForMaskedLM"):
        labels = [[one if at % 3 == 0 else NO_LABEL for at, one in enumerate(pick(VOCABULARY, len(row)))] for row in ids]
    elif architecture.endswith("ForTokenClassification"):
        labels = [[one if at % 4 < 3 else NO_LABEL for at, one in enumerate(pick(classes, len(row)))] for row in ids]
    elif settings.get("problem_type") == "multi_label_classification":
        labels = [[float(one) for one in pick(2, classes)] for _ in ids]
    else:
        labels = pick(classes, len(ids))
    return {"folder": folder, "input_ids": ids, "labels": labels}


def batch_of(model, input_ids, labels):
    """Padded on the right, as transformers takes them."""
    longest = max(map(len, input_ids))
    padding = model.config.pad_token_id or 0

    def padded(rows, value):
        return torch.tensor([[*row, *[value] * (longest - len(row))] for row in rows])

    if labels is None:
        targets = padded(input_ids, NO_LABEL)
    elif isinstance(labels[0], list) and not type(model).__name__.endswith("ForSequenceClassification"):
        targets = padded(labels, NO_LABEL)
    else:
        targets = torch.tensor(labels)
    mask = padded([[1] * len(row) for row in input_ids], 0)
    return {"input_ids": padded(input_ids, padding), "attention_mask": mask, "labels": targets}


def reference(request):
    """Everything that is asked of one model."""
    folder = request["folder"]
    with open(os.path.join(folder, "config.json"), encoding="utf8") as source:
        name = request.get("class") or json.load(source)["architectures"][0]
    model = getattr(transformers, name).from_pretrained(folder, dtype=torch.float32, attn_implementation="eager").eval()
    input_ids, labels = request["input_ids"], request.get("labels")
    batch = batch_of(model, input_ids, labels)
    answer = model(**batch, output_hidden_states=True)
    last = model.base_model(input_ids=batch["input_ids"], attention_mask=batch["attention_mask"]).last_hidden_state
    answer.loss.backward()
    lengths = [len(row) for row in input_ids]
    by_token = answer.logits.ndim == 3
    result = {
        "architecture": name,
        "input_ids": input_ids,
        "labels": labels,
        "last_hidden_state": [rows[:count].tolist() for rows, count in zip(last, lengths)],
        "hidden_states_of_first_text": [states[0, : lengths[0]].tolist() for states in answer.hidden_states],
        "logits": [row[:count].tolist() if by_token else row.tolist() for row, count in zip(answer.logits, lengths)],
        "loss": answer.loss.item(),
        "gradient_norms": {
            name: 0.0 if parameter.grad is None else parameter.grad.norm().item()
            for name, parameter in model.named_parameters()
        },
    }
    batches = [batch_of(model, one["input_ids"], one.get("labels")) for one in request.get("batches", [])] or [batch]
    optimiser = torch.optim.AdamW(model.parameters(), weight_decay=DECAY, **ADAMW)
    losses = []
    steps = request.get("steps", STEPS)
    for step in range(steps + 1):
        optimiser.zero_grad()
        loss = model(**batches[step % len(batches)]).loss
        losses.append(loss.item())
        if step < steps:
            loss.backward()
            optimiser.step()
    settings = {**ADAMW, "weight_decay_on_every_parameter": DECAY}
    return {**result, "losses_under_adamw": {**settings, "losses": losses}}


if sys.argv[1] == "make":
    for kind in sys.argv[3:]:
        place = os.path.join(sys.argv[2], kind)
        request = make(kind, place)
        with open(os.path.join(place, "reference.json"), "w", encoding="utf8") as target:
            json.dump(reference(request), target)
else:
    with open(sys.argv[2], encoding="utf8") as source:
        print(json.dumps([reference(request) for request in json.load(source)]))
