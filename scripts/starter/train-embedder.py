"""Makes the starter embedder: EfficientNet-Lite0 that has seen ImageNet, and a little of drawn fins.

    node scripts/starter/draw-animals.ts DRAWN 500 4 5
    python3 scripts/starter/train-embedder.py models/starter/lite0.safetensors DRAWN OUT.safetensors

Lite0 learns to tell drawn animals apart, whichever way they face, and forgets much of what it knew. The mean of its
weights and those that it began with, statistics of the norms included, ranks fins better than either; the share of the
new was chosen by real animals (docs/starter-weights.md). Needs torch, timm, numpy, Pillow and safetensors.
"""

import argparse
import copy
import math
import random
from pathlib import Path

import numpy as np
import timm
import torch
import torch.nn.functional as F
from PIL import Image
from safetensors.torch import load_file, save_file
from torch import nn

SIDE, RIM, BATCH, EPOCHS = 224, 24, 16, 4
RATE, HEAD_RATE, DECAY = 5e-4, 2e-3, 0.01
SCALE, MARGIN, SMOOTHING = 20.0, 0.3, 0.05
SHARE = 0.3


class Embedder(nn.Module):
    """GeM with a learned power, then batch norm; one centre an animal."""

    def __init__(self, backbone, animals):
        super().__init__()
        self.backbone = backbone
        self.power = nn.Parameter(torch.tensor(3.0))
        self.norm = nn.BatchNorm1d(1280)
        self.centres = nn.Parameter(torch.randn(animals, 1280) * 0.05)

    def forward(self, x):
        maps = self.backbone.forward_features(x)
        pooled = maps.clamp(min=1e-6).pow(self.power).mean((2, 3)).pow(1 / self.power)
        return F.normalize(self.norm(pooled))


def pictures(folder):
    """Grey pictures [N, SIDE + RIM, SIDE + RIM], all facing left, and the number of the animal of each."""
    numbers, seen, labels = {}, [], []
    for file in sorted(folder.glob("*.jpg")):
        animal, side, _ = file.stem.split("-")
        picture = Image.open(file).convert("L").resize((SIDE + RIM, SIDE + RIM), Image.BICUBIC)
        array = np.asarray(picture)
        seen.append(array[:, ::-1].copy() if side == "right" else array)
        labels.append(numbers.setdefault(animal, len(numbers)))
    return np.stack(seen), np.array(labels), len(numbers)


def view(array):
    """Mirrored or not, turned ±15°, scaled, stretched, moved, in another light, with grain or a hole."""
    picture = Image.fromarray(array)
    if random.random() < 0.5:
        picture = picture.transpose(Image.FLIP_LEFT_RIGHT)
    turn = math.radians(random.uniform(-15, 15))
    scale, stretch = random.uniform(0.8, 1.05), random.uniform(0.9, 1.1)
    whole = SIDE + RIM
    zoom = scale * whole / SIDE * 0.9
    cos, sin = math.cos(turn) * zoom, math.sin(turn) * zoom
    right, down = random.uniform(-0.05, 0.05) * SIDE, random.uniform(-0.05, 0.05) * SIDE
    a, b, d, e = cos * stretch, sin, -sin, cos / stretch
    c = whole / 2 - (a + b) * SIDE / 2 + right
    f = whole / 2 - (d + e) * SIDE / 2 + down
    picture = picture.transform((SIDE, SIDE), Image.AFFINE, (a, b, c, d, e, f), Image.BILINEAR)
    out = np.asarray(picture).astype(np.float32)
    out = (out - out.mean()) * random.uniform(0.6, 1.4) + out.mean() * random.uniform(0.7, 1.3)
    if random.random() < 0.3:
        out = out + np.random.randn(*out.shape) * random.uniform(0, 8)
    if random.random() < 0.4:
        high, wide = random.randint(20, 80), random.randint(20, 80)
        top, left = random.randint(0, SIDE - high), random.randint(0, SIDE - wide)
        out[top : top + high, left : left + wide] = out.mean()
    return out.clip(0, 255)


def as_input(views):
    grey = torch.tensor(np.stack(views)).float().div(127.5).sub(1)[:, None]
    return grey.expand(-1, 3, -1, -1).contiguous(memory_format=torch.channels_last)


def train(start, folder):
    seen, labels, animals = pictures(folder)
    net = Embedder(copy.deepcopy(start), animals).to(memory_format=torch.channels_last)
    rest = [net.power, net.centres, *net.norm.parameters()]
    groups = [{"params": net.backbone.parameters(), "lr": RATE}, {"params": rest, "lr": HEAD_RATE}]
    optimiser = torch.optim.AdamW(groups, weight_decay=DECAY)
    rates = [group["lr"] for group in optimiser.param_groups]
    steps, step = EPOCHS * (len(seen) // BATCH), 0
    net.train()
    for _ in range(EPOCHS):
        order = np.random.permutation(len(seen))
        for at in range(0, len(order) - BATCH + 1, BATCH):
            done = step / steps
            share = min(1, step / 100) * (0.5 * (1 + math.cos(math.pi * done)) * 0.99 + 0.01)
            for group, rate in zip(optimiser.param_groups, rates):
                group["lr"] = rate * share
            batch = order[at : at + BATCH]
            target = torch.tensor(labels[batch])
            cosine = net(as_input([view(seen[index]) for index in batch])) @ F.normalize(net.centres).T
            angle = torch.acos(cosine.clamp(-0.999, 0.999))
            margin = MARGIN * min(1, done * 3)
            own = F.one_hot(target, animals).bool()
            with_margin = torch.where(own, torch.cos((angle + margin).clamp(max=math.pi)), cosine)
            loss = F.cross_entropy(SCALE * with_margin, target, label_smoothing=SMOOTHING)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            step += 1
            if step % 50 == 0:
                print(f"{step} of {steps}: {loss.item():.2f}", flush=True)
    return net.backbone.state_dict()


def main():
    args = argparse.ArgumentParser()
    args.add_argument("start", type=Path)
    args.add_argument("drawn", type=Path)
    args.add_argument("out", type=Path)
    given = args.parse_args()
    torch.manual_seed(0)
    random.seed(0)
    np.random.seed(0)
    weights = {name: tensor.float() for name, tensor in load_file(given.start).items()}
    backbone = timm.create_model("tf_efficientnet_lite0", num_classes=0)
    backbone.load_state_dict(weights, strict=False)
    learned = train(backbone, given.drawn)
    mixed = {name: (1 - SHARE) * old + SHARE * learned[name] for name, old in weights.items()}
    save_file({name: tensor.half().contiguous() for name, tensor in mixed.items()}, given.out)


main()
