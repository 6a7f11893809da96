"""PyTorch's answers. Reads a JSON list of questions from stdin, writes the list of answers to stdout, in double precision."""

import json
import sys

import torch
import torch.nn.functional as F
from torch.optim import SGD, Adam, AdamW, RMSprop, lr_scheduler

torch.set_default_dtype(torch.float64)


def tensor(array, wanted=True):
    return torch.tensor(array["data"], dtype=torch.float64).reshape(array["shape"]).requires_grad_(wanted)


def numbers(t):
    return t.detach().reshape(-1).tolist()


def padded(x, spec):
    k, stride, padding = spec["kernelSize"], spec["stride"], spec["padding"]
    if padding == "valid":
        return x
    if padding != "same":
        return F.pad(x, [padding] * 4)
    sides = []
    for size in (x.shape[3], x.shape[2]):
        missing = max(0, (-(-size // stride) - 1) * stride + k - size)
        sides += [missing // 2, missing - missing // 2]
    return F.pad(x, sides)


def apply(spec, xs, parameter, training):
    """One layer; `parameter` gives a parameter of it by its role, or None."""
    kind, x = spec["kind"], xs[0]
    weight, bias = parameter("weight"), parameter("bias")
    if kind == "conv2d":
        return F.conv2d(padded(x, spec), weight, bias, spec["stride"])
    if kind == "depthwiseConv2d":
        return F.conv2d(padded(x, spec), weight, bias, spec["stride"], groups=x.shape[1])
    if kind == "maxPool2d":
        return F.max_pool2d(x, spec["kernelSize"], spec["stride"])
    if kind == "averagePool2d":
        return F.avg_pool2d(x, spec["kernelSize"], spec["stride"])
    if kind == "globalAveragePool2d":
        return F.adaptive_avg_pool2d(x, 1).flatten(1)
    if kind == "dense":
        return F.linear(x, weight, bias)
    if kind == "batchNorm":
        mean, var = parameter("running_mean"), parameter("running_var")
        return F.batch_norm(x, mean, var, weight, bias, training, spec["momentum"], spec["epsilon"])
    if kind == "dropout":
        return F.dropout(x, spec["rate"], training)
    simple = {
        "flatten": lambda: torch.flatten(x, 1),
        "relu": lambda: F.relu(x),
        "leakyRelu": lambda: F.leaky_relu(x, spec["negativeSlope"]),
        "sigmoid": lambda: torch.sigmoid(x),
        "tanh": lambda: torch.tanh(x),
        "softmax": lambda: torch.softmax(x, 1),
        "add": lambda: sum(xs),
        "concatenate": lambda: torch.cat(xs, 1),
    }
    return simple[kind]()


def loss_of(spec, y, labels):
    if spec["kind"] == "softmaxCrossEntropy":
        return F.cross_entropy(y, labels, label_smoothing=spec.get("labelSmoothing", 0.0))
    targets = labels.reshape(-1, 1).to(y) if y.shape[1] == 1 else F.one_hot(labels, y.shape[1]).to(y)
    if spec["kind"] == "meanSquaredError":
        return F.mse_loss(y, targets)
    return ((y - targets) ** 2).sum() / 2 / len(y)


def network(question):
    """Output, loss, all gradients and what became of the running statistics."""
    parameters = {name: tensor(array, ".running_" not in name) for name, array in question["parameters"].items()}
    inputs = {name: tensor(array) for name, array in question["inputs"].items()}
    values = dict(inputs)
    for spec in question["layers"]:
        name = spec["name"]
        xs = [values[i] for i in spec["inputs"]]
        values[name] = y = apply(spec, xs, lambda role: parameters.get(f"{name}.{role}"), question["training"])
    if "loss" in question:
        loss = loss_of(question["loss"], y, torch.tensor(question["labels"]))
    else:
        loss = (y * tensor(question["dy"], False)).sum()
    loss.backward()
    learned = {name: p for name, p in {**inputs, **parameters}.items() if p.requires_grad}
    return {
        "y": numbers(y),
        "loss": loss.item(),
        "gradients": {name: numbers(p.grad) for name, p in learned.items()},
        "statistics": {name: numbers(p) for name, p in parameters.items() if not p.requires_grad},
    }


def optimizer_of(spec, parameters):
    lr, decay = spec["learningRate"], spec["weightDecay"]
    if spec["kind"] == "sgd":
        return SGD(parameters, lr, momentum=spec["momentum"], nesterov=spec["nesterov"], weight_decay=decay)
    if spec["kind"] == "rmsprop":
        alpha, eps, momentum = spec["alpha"], spec["epsilon"], spec["momentum"]
        return RMSprop(parameters, lr, alpha=alpha, eps=eps, momentum=momentum, weight_decay=decay)
    kind = Adam if spec["kind"] == "adam" else AdamW
    return kind(parameters, lr, betas=(spec["beta1"], spec["beta2"]), eps=spec["epsilon"], weight_decay=decay)


def optimizer(question):
    """All parameters after each step, and by its names what the optimizer remembers at the end."""
    parameters = [tensor({"data": data, "shape": [len(data)]}) for data in question["start"]]
    updates = optimizer_of(question["optimizer"], parameters)
    steps = []
    for gradients, rate in zip(question["gradients"], question["rates"]):
        for parameter, gradient in zip(parameters, gradients):
            parameter.grad = torch.tensor(gradient, dtype=torch.float64)
        if question["clipNorm"] is not None:
            torch.nn.utils.clip_grad_norm_(parameters, question["clipNorm"])
        updates.param_groups[0]["lr"] = rate
        updates.step()
        steps.append([numbers(p) for p in parameters])
    kept = [updates.state[p] for p in parameters]
    tensors = [{k: numbers(v) for k, v in s.items() if torch.is_tensor(v) and v.dim() > 0} for s in kept]
    return {"steps": steps, "state": tensors}


def scheduler_of(spec, updates, rate, steps):
    kind = spec["kind"]
    if kind == "step":
        return lr_scheduler.StepLR(updates, spec["every"], spec["factor"])
    if kind == "exponential":
        return lr_scheduler.ExponentialLR(updates, spec["factor"])
    if kind == "cosine":
        return lr_scheduler.CosineAnnealingLR(updates, T_max=steps - 1, eta_min=spec["final"] * rate)
    if kind == "oneCycle":
        options = {"pct_start": spec["rise"], "div_factor": spec["divide"], "final_div_factor": spec["finalDivide"]}
        return lr_scheduler.OneCycleLR(updates, rate, total_steps=steps, cycle_momentum=False, **options)
    if kind == "plateau":
        return lr_scheduler.ReduceLROnPlateau(updates, factor=spec["factor"], patience=spec["patience"], eps=0)
    return lr_scheduler.LambdaLR(updates, lambda _: 1.0)


def schedule(question):
    """The rate of every step. `losses`: of each epoch, for the plateaus."""
    spec, rate, warmup = question["schedule"], question["rate"], question["warmup"]
    updates = SGD([torch.zeros(1)], rate)
    if warmup > 0:
        rising = lr_scheduler.LinearLR(updates, start_factor=1 / (warmup + 1), total_iters=warmup)
        after = scheduler_of(spec, updates, rate, question["totalSteps"] - warmup)
        scheduler = lr_scheduler.SequentialLR(updates, [rising, after], [warmup])
    else:
        scheduler = scheduler_of(spec, updates, rate, question["totalSteps"])
    rates = []
    for step in range(question["totalSteps"]):
        rates.append(updates.param_groups[0]["lr"])
        updates.step()
        ends_epoch = (step + 1) % question["stepsPerEpoch"] == 0
        if spec["kind"] == "plateau" and ends_epoch:
            scheduler.step(question["losses"][step // question["stepsPerEpoch"]])
        elif spec["kind"] in ("step", "exponential") and ends_epoch:
            scheduler.step()
        elif spec["kind"] in ("constant", "cosine", "oneCycle") and step + 1 < question["totalSteps"]:
            scheduler.step()
    return {"rates": rates}


ANSWERS = {"network": network, "optimizer": optimizer, "schedule": schedule}
json.dump([ANSWERS[question["ask"]](question) for question in json.load(sys.stdin)], sys.stdout)
