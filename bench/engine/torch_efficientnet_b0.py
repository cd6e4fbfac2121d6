"""The peer of the engine's benches: EfficientNet-B0 in eager PyTorch on the CPU, channels_last.

    python3 torch_efficientnet_b0.py infer|train BATCH SIZE THREADS

Says one JSON line when ready. Then, for each line read with a number of passes, runs them and answers
{"milliseconds": [one a pass], "peakMebibytes": the process's peak}. A training pass is zero_grad,
features, a 512-wide embedding, ArcFace over 500 classes, backward and one step of SGD with momentum.
"""

import json
import math
import resource
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

# Expansion, kernel, stride, channels, repeats of each stage.
STAGES = [
    (1, 3, 1, 16, 1),
    (6, 3, 2, 24, 2),
    (6, 5, 2, 40, 2),
    (6, 3, 2, 80, 3),
    (6, 5, 1, 112, 3),
    (6, 5, 2, 192, 4),
    (6, 3, 1, 320, 1),
]
CLASSES, MARGIN, SCALE = 500, 0.5, 30.0


def normed(inside, outside, kernel, stride=1, groups=1, activation=True):
    layers = [
        nn.Conv2d(inside, outside, kernel, stride, kernel // 2, groups=groups, bias=False),
        nn.BatchNorm2d(outside),
    ]
    return nn.Sequential(*layers, *([nn.SiLU(inplace=True)] if activation else []))


class Gate(nn.Module):
    """Squeeze and excitation."""

    def __init__(self, channels, squeezed):
        super().__init__()
        self.reduce = nn.Conv2d(channels, squeezed, 1)
        self.expand = nn.Conv2d(squeezed, channels, 1)

    def forward(self, x):
        pooled = x.mean((2, 3), keepdim=True)
        return x * torch.sigmoid(self.expand(F.silu(self.reduce(pooled))))


class Block(nn.Module):
    def __init__(self, inside, outside, kernel, stride, expansion):
        super().__init__()
        wide = inside * expansion
        self.body = nn.Sequential(
            *([normed(inside, wide, 1)] if expansion > 1 else []),
            normed(wide, wide, kernel, stride, groups=wide),
            Gate(wide, max(1, inside // 4)),
            normed(wide, outside, 1, activation=False),
        )
        self.shortcut = stride == 1 and inside == outside

    def forward(self, x):
        return x + self.body(x) if self.shortcut else self.body(x)


def features():
    layers, channels = [normed(3, 32, 3, 2)], 32
    for expansion, kernel, stride, outside, repeats in STAGES:
        for index in range(repeats):
            layers.append(Block(channels, outside, kernel, stride if index == 0 else 1, expansion))
            channels = outside
    return nn.Sequential(*layers, normed(channels, 1280, 1))


def inference(images):
    net = nn.Sequential(features(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(1280, 1000))
    net = net.to(memory_format=torch.channels_last).eval()

    def run():
        with torch.inference_mode():
            net(images)

    return run


def training(images):
    body = features().to(memory_format=torch.channels_last).train()
    embed = nn.Linear(1280, 512)
    centres = nn.Parameter(torch.randn(CLASSES, 512) * 0.05)
    labels = torch.randint(0, CLASSES, (images.shape[0],))
    parameters = [*body.parameters(), *embed.parameters(), centres]
    optimiser = torch.optim.SGD(parameters, lr=0.02, momentum=0.9, weight_decay=1e-4)

    def run():
        optimiser.zero_grad(set_to_none=True)
        embedding = F.normalize(embed(body(images).mean((2, 3))))
        cosine = embedding @ F.normalize(centres).t()
        own = cosine.gather(1, labels[:, None])
        sine = (1 - own * own).clamp_min(1e-9).sqrt()
        with_margin = own * math.cos(MARGIN) - sine * math.sin(MARGIN)
        F.cross_entropy(SCALE * cosine.scatter(1, labels[:, None], with_margin), labels).backward()
        optimiser.step()

    return run


def main():
    task, batch, size, threads = sys.argv[1], *(int(word) for word in sys.argv[2:5])
    torch.set_num_threads(threads)
    torch.manual_seed(0)
    images = torch.randn(batch, 3, size, size).contiguous(memory_format=torch.channels_last)
    run = {"infer": inference, "train": training}[task](images)
    print(json.dumps({"ready": f"PyTorch {torch.__version__}, channels_last"}), flush=True)
    for line in sys.stdin:
        milliseconds = []
        for _ in range(int(line)):
            start = time.perf_counter()
            run()
            milliseconds.append((time.perf_counter() - start) * 1000)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"milliseconds": milliseconds, "peakMebibytes": peak}), flush=True)


main()
