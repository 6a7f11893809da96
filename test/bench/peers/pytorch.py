"""PyTorch as a contender: answers each line of stdin, a JSON question, by a line of JSON on stdout.

A question is {"what": "training" | "inference" | "one image", "network": NetworkSpec, "optimizer": OptimizerSpec,
"batch": int, "channelsLast": bool, "seconds": float, "mnist": folder}; the answer {"imagesPerSecond": float}. How many
threads compute, and with which instructions, is decided by the environment of the process.

Everything is as fast as PyTorch lets it be: the images are in memory, normalised, in the order in which they are used, so
that a batch is a view; nothing is counted or looked at; subnormal numbers are taken for 0.
"""

import json
import sys
import time
from functools import lru_cache
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import nn

WARM_UP = 0.2
# Enough for a second of training, and little enough for several processes.
MOST_IMAGES = 20_000


@lru_cache(maxsize=None)
def examples(folder, part, mean, scale):
    """The first examples of a part of MNIST: (N, 28, 28, 1) normalised pixels and (N) class numbers."""

    def read(name, header):
        return torch.frombuffer(bytearray(Path(folder, f"{part}-{name}").read_bytes()[header:]), dtype=torch.uint8)

    pixels = read("images-idx3-ubyte", 16).view(-1, 28, 28, 1)[:MOST_IMAGES]
    return pixels.float().div_(255).sub_(mean).div_(scale), read("labels-idx1-ubyte", 8)[:MOST_IMAGES].long()


def build(spec, x):
    """A chain of layers; `x`: one example, by which dense layers learn how many features come in."""
    layers = []
    for layer in spec["layers"]:
        kind = layer["kind"]
        if kind == "conv2d":
            padding = layer["padding"]
            made = nn.Conv2d(x.shape[1], layer["filters"], layer["kernelSize"], layer["stride"], padding, bias=layer["bias"])
        elif kind == "maxPool2d":
            made = nn.MaxPool2d(layer["kernelSize"], layer["stride"])
        elif kind == "relu":
            made = nn.ReLU(inplace=True)
        elif kind == "flatten":
            made = nn.Flatten()
        elif kind == "dense":
            made = nn.Linear(x.shape[1], layer["units"], bias=layer["bias"])
        else:
            raise ValueError(f"there is no {kind} here")
        layers.append(made)
        x = made(x)
    return nn.Sequential(*layers)


def optimizer_of(spec, parameters):
    if spec["kind"] == "sgd":
        return torch.optim.SGD(parameters, lr=spec["learningRate"], momentum=spec["momentum"])
    return torch.optim.Adam(parameters, lr=spec["learningRate"], betas=(spec["beta1"], spec["beta2"]))


def training(model, x, labels, batch, optimizer):
    first = 0
    while True:
        if first + batch > len(x):
            first = 0
        loss = F.cross_entropy(model(x[first : first + batch]), labels[first : first + batch])
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        first += batch
        yield batch


def inference(model, x, batch):
    first = 0
    while True:
        if first + batch > len(x):
            first = 0
        model(x[first : first + batch])
        first += batch
        yield batch


def rate(work, seconds):
    """Images a second, after a fifth of the time in which everything gets warm."""
    start = time.perf_counter()
    while time.perf_counter() - start < seconds * WARM_UP:
        next(work)
    start = time.perf_counter()
    images = 0
    while True:
        images += next(work)
        elapsed = time.perf_counter() - start
        if elapsed >= seconds:
            return images / elapsed


def answer(question):
    spec, learns = question["network"], question["what"] == "training"
    normalization = spec["input"]["normalization"]
    part = "train" if learns else "t10k"
    pixels, labels = examples(question["mnist"], part, normalization["mean"], normalization["scale"])
    # With one channel both orders are the same bytes; the strides say which one is meant.
    x = pixels.permute(0, 3, 1, 2) if question["channelsLast"] else pixels.view(-1, 1, 28, 28)
    model = build(spec, x[:1])
    if question["channelsLast"]:
        model = model.to(memory_format=torch.channels_last)
    if learns:
        work = training(model, x, labels, question["batch"], optimizer_of(question["optimizer"], model.parameters()))
        return rate(work, question["seconds"])
    with torch.inference_mode():
        return rate(inference(model.eval(), x, question["batch"]), question["seconds"])


torch.set_flush_denormal(True)
print(json.dumps({"version": torch.__version__}), flush=True)
for line in sys.stdin:
    print(json.dumps({"imagesPerSecond": answer(json.loads(line))}), flush=True)
