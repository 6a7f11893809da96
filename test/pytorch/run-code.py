"""Runs generated modules. Reads a JSON list of questions from stdin, writes the list of answers to stdout."""

import json
import struct
import sys

import torch
from torch import nn


def load(path):
    """The tensors of a safetensors file by their names."""
    with open(path, "rb") as file:
        data = file.read()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    header.pop("__metadata__", None)
    tensors = {}
    for name, entry in header.items():
        begin, end = (8 + length + offset for offset in entry["data_offsets"])
        values = torch.tensor(struct.unpack(f"<{(end - begin) // 4}f", data[begin:end]), dtype=torch.float32)
        tensors[name] = values.reshape(entry["shape"])
    return tensors


def numbers(t):
    return t.detach().reshape(-1).tolist()


def spread(t):
    return {"mean": t.mean().item(), "square": (t * t).mean().item(), "largest": t.abs().max().item()}


def statistics(net):
    return {name: numbers(t) for name, t in net.state_dict().items() if ".running_" in name}


def run(question):
    scope = {"__name__": "generated"}
    exec(compile(question["code"], "<generated>", "exec"), scope)
    compile(question["keras"], "<generated>", "exec")
    torch.manual_seed(1)
    net = scope["Net"]()
    first = {name: spread(t.float()) for name, t in net.state_dict().items() if t.dtype.is_floating_point}
    weights = load(question["weights"])
    shapes = {n: list(t.shape) for n, t in net.state_dict().items() if not n.endswith(".num_batches_tracked")}
    net.load_state_dict(weights, strict=True)
    x = torch.tensor(question["x"], dtype=torch.float32).reshape(question["shape"])
    outputs = numbers(net.eval()(x))
    trained = numbers(net.train()(x))
    return {
        "classes": scope["CLASSES"],
        "first": first,
        "shapes": shapes,
        "outputs": outputs,
        "trained": trained,
        "statistics": statistics(net),
    }


questions = json.load(sys.stdin)
answers = [run(question) for question in questions]
json.dump({"answers": answers, "attributes": dir(nn.Module())}, sys.stdout)
