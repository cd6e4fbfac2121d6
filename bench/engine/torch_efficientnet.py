"""The peer of the engine's benches: EfficientNets in eager PyTorch, channels_last.

    python3 torch_efficientnet.py train|infer lite0|b0|b4 BATCH HEIGHT WIDTH THREADS|tf32|amp

On the processor with so many threads, or on a graphics card: `tf32` computes products in TF32, `amp` in half precision
where autocast does. Says one JSON line when ready. Then, for each line read with a number of passes, runs them and
answers {"milliseconds": [one a pass], "peakMebibytes": the process's peak, or the card's}. A training pass is zero_grad,
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
# Width, depth, squeeze and excitation, scaled stem and head.
NETS = {"lite0": (1.0, 1.0, False, False), "b0": (1.0, 1.0, True, True), "b4": (1.4, 1.8, True, True)}
CLASSES, MARGIN, SCALE = 500, 0.5, 30.0


def activation(gated):
    return nn.SiLU(inplace=True) if gated else nn.ReLU6(inplace=True)


def normed(inside, outside, kernel, stride=1, groups=1, act=None):
    layers = [
        nn.Conv2d(inside, outside, kernel, stride, kernel // 2, groups=groups, bias=False),
        nn.BatchNorm2d(outside),
    ]
    return nn.Sequential(*layers, *([act] if act else []))


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
    def __init__(self, inside, outside, kernel, stride, expansion, gated):
        super().__init__()
        wide = inside * expansion
        self.body = nn.Sequential(
            *([normed(inside, wide, 1, act=activation(gated))] if expansion > 1 else []),
            normed(wide, wide, kernel, stride, groups=wide, act=activation(gated)),
            *([Gate(wide, max(1, inside // 4))] if gated else []),
            normed(wide, outside, 1),
        )
        self.shortcut = stride == 1 and inside == outside

    def forward(self, x):
        return x + self.body(x) if self.shortcut else self.body(x)


def features(name):
    width, depth, gated, scales = NETS[name]

    def wide(channels):
        scaled = channels * width
        rounded = max(8, int(scaled + 4) // 8 * 8)
        return rounded + 8 if rounded < 0.9 * scaled else rounded

    channels = wide(32) if scales else 32
    layers = [normed(3, channels, 3, 2, act=activation(gated))]
    for at, (expansion, kernel, stride, outside, repeats) in enumerate(STAGES):
        ends = at in (0, len(STAGES) - 1)
        count = repeats if not scales and ends else math.ceil(repeats * depth)
        for index in range(count):
            layers.append(Block(channels, wide(outside), kernel, stride if index == 0 else 1, expansion, gated))
            channels = wide(outside)
    last = wide(1280) if scales else 1280
    return nn.Sequential(*layers, normed(channels, last, 1, act=activation(gated))), last


def inference(name, images, cast):
    body, width = features(name)
    net = nn.Sequential(body, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(width, CLASSES))
    net = net.to(images.device).to(memory_format=torch.channels_last).eval()

    def look():
        with torch.inference_mode(), cast():
            net(images).cpu()

    return look


def training(name, images, cast):
    body, width = features(name)
    body = body.to(images.device).to(memory_format=torch.channels_last).train()
    embed = nn.Linear(width, 512).to(images.device)
    centres = nn.Parameter(torch.randn(CLASSES, 512, device=images.device) * 0.05)
    labels = torch.randint(0, CLASSES, (images.shape[0],), device=images.device)
    parameters = [*body.parameters(), *embed.parameters(), centres]
    optimiser = torch.optim.SGD(parameters, lr=0.02, momentum=0.9, weight_decay=1e-4)

    def step():
        optimiser.zero_grad(set_to_none=True)
        with cast():
            embedding = F.normalize(embed(body(images).mean((2, 3))))
        cosine = embedding.float() @ F.normalize(centres).t()
        own = cosine.gather(1, labels[:, None])
        sine = (1 - own * own).clamp_min(1e-9).sqrt()
        with_margin = own * math.cos(MARGIN) - sine * math.sin(MARGIN)
        loss = F.cross_entropy(SCALE * cosine.scatter(1, labels[:, None], with_margin), labels)
        loss.backward()
        optimiser.step()
        loss.item()

    return step


def main():
    task, name, batch, height, width, how = sys.argv[1:7]
    on_card = not how.isdigit()
    if on_card and not torch.cuda.is_available():
        sys.exit("PyTorch sees no graphics card.")
    if on_card:
        torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = True
        torch.backends.cudnn.benchmark = True
    else:
        torch.set_num_threads(int(how))
    torch.manual_seed(0)
    device = "cuda" if on_card else "cpu"
    shape = (int(batch), 3, int(height), int(width))
    images = torch.randn(shape, device=device).contiguous(memory_format=torch.channels_last)

    def cast():
        return torch.autocast(device, dtype=torch.bfloat16, enabled=how == "amp")

    run = {"infer": inference, "train": training}[task](name, images, cast)
    where = f"{torch.cuda.get_device_name()}, {how}" if on_card else "channels_last"
    print(json.dumps({"ready": f"PyTorch {torch.__version__}, {where}"}), flush=True)
    for line in sys.stdin:
        milliseconds = []
        for _ in range(int(line)):
            start = time.perf_counter()
            run()
            if on_card:
                torch.cuda.synchronize()
            milliseconds.append((time.perf_counter() - start) * 1000)
        kibibytes = torch.cuda.max_memory_allocated() / 2**10 if on_card else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(json.dumps({"milliseconds": milliseconds, "peakMebibytes": kibibytes / 2**10}), flush=True)


main()
