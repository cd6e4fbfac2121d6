"""Trains the pyramid detector that the app brings, under PyTorch: pyramid and head on a frozen EfficientNet-Lite0.

  node scripts/starter/draw-photos.ts DRAWN 900 101 1024        (drawings; further folders may be named, too)
  python3 scripts/starter/train-pyramid.py OUT DRAWN... [--views 2240 --steps 500]

Each view of a drawing (a cut-out, re-lit, re-coloured, blurred, its textures changed) goes through the backbone once;
its maps are kept in half precision under OUT/views, and only what stands on them learns, so that a laptop does it in
half an hour. Writes OUT/lite0-pyramid.safetensors in half precision under the app's names. Needs torch, timm, numpy,
pillow and safetensors. No photo of an animal takes part.
"""

import argparse
import copy
import io
import json
import math
import random
from pathlib import Path

import numpy as np
import timm
import torch
import torch.nn.functional as F
from PIL import Image, ImageFilter
from safetensors.torch import load_file, save_file
from torch import nn

parser = argparse.ArgumentParser()
parser.add_argument("out", type=Path)
parser.add_argument("drawn", type=Path, nargs="+")
parser.add_argument("--views", type=int, default=2240)
parser.add_argument("--steps", type=int, default=500)
parser.add_argument("--rate", type=float, default=2e-3)
parser.add_argument("--seed", type=int, default=1)
parser.add_argument("--threads", type=int, default=1)
a = parser.parse_args()
torch.manual_seed(a.seed), random.seed(a.seed), np.random.seed(a.seed), torch.set_num_threads(a.threads)

LITE0 = Path(__file__).parent / "../../models/starter/lite0.safetensors"
SIDE, BATCH, CHANNELS, STRIDES, CLASSES = 448, 8, 96, (8, 16, 32), ("dorsal fin", "body")
# Longer side of a box in pixels that each stride is taught.
SIZES = ((0, 72), (48, 176), (128, math.inf))
# Left, top, right, bottom: people box a fin with some of what is round it, drawings end at its last pixel.
MARGINS = (0.03, 0.13, 0.03, 0.10)


class Separable(nn.Module):
    """Depthwise 3 x 3 and pointwise for all levels, a norm for each."""

    def __init__(self, levels):
        super().__init__()
        self.depth = nn.Conv2d(CHANNELS, CHANNELS, 3, padding=1, groups=CHANNELS, bias=False)
        self.point = nn.Conv2d(CHANNELS, CHANNELS, 1, bias=False)
        self.norm = nn.ModuleList(nn.BatchNorm2d(CHANNELS, eps=1e-3, momentum=0.03) for _ in range(levels))

    def forward(self, x, level):
        return F.relu6(self.norm[level](self.point(self.depth(x))))


class Head(nn.Module):
    """Of maps of strides 8, 16, 32: logits [n, classes, h, w] and distances [n, classes, 4, h, w] in cells."""

    def __init__(self):
        super().__init__()
        self.lateral = nn.ModuleList(nn.Conv2d(c, CHANNELS, 1) for c in (40, 112, 320))
        self.smooth = nn.ModuleList(Separable(1) for _ in STRIDES)
        self.tower = nn.ModuleList([Separable(3), Separable(3)])
        self.what = nn.Conv2d(CHANNELS, len(CLASSES), 1)
        self.where = nn.Conv2d(CHANNELS, 4 * len(CLASSES), 1)
        nn.init.normal_(self.what.weight, std=0.01), nn.init.constant_(self.what.bias, -4.6)
        nn.init.normal_(self.where.weight, std=0.02), nn.init.constant_(self.where.bias, 1.5)

    def forward(self, maps):
        p = [lateral(m) for lateral, m in zip(self.lateral, maps)]
        if self.training:
            p = [F.dropout2d(q, 0.1) for q in p]
        for k in (1, 0):
            p[k] = p[k] + F.interpolate(p[k + 1], size=p[k].shape[-2:])
        out = []
        for k, q in enumerate(p):
            t = self.smooth[k](q, 0)
            for step in self.tower:
                t = step(t, k)
            out.append((self.what(t), F.softplus(self.where(t)).unflatten(1, (len(CLASSES), 4))))
        return out


def mixed(x):
    """Channels' means and spreads of another picture of the batch (MixStyle, arXiv:2104.02008), and a little noise on both."""
    n = len(x)
    mean, spread = x.mean((2, 3), keepdim=True), x.std((2, 3), keepdim=True) + 1e-5
    other, share = torch.randperm(n), torch.distributions.Beta(0.3, 0.3).sample((n, 1, 1, 1))
    scale, shift = 1 + 0.15 * torch.randn(n, x.shape[1], 1, 1), 0.15 * torch.randn(n, x.shape[1], 1, 1)
    new_spread, new_mean = share * spread + (1 - share) * spread[other], share * mean + (1 - share) * mean[other]
    return (x - mean) / spread * new_spread * scale + new_mean + shift * spread


@torch.no_grad()
def seen(backbone, x, mix):
    maps = []
    with torch.autocast("cpu", torch.bfloat16):
        x = backbone.bn1(backbone.conv_stem(x))
        for k, stage in enumerate(backbone.blocks):
            x = stage(x)
            if k in (0, 1) and mix:
                x = mixed(x.float())
            if k in (2, 4, 6):
                maps.append(x.half())
    return maps


def cut_out(photos, side):
    """A square cut-out, mostly round a fin of 11 pixels to 60 % of the side; boxes as (class, left, top, right, bottom)."""
    path = random.choice(photos)
    picture, boxes = Image.open(path), json.loads(path.with_suffix(".json").read_text())
    w, h = picture.size
    found = [b for b in boxes if "fin" in b["class"]]
    if found and random.random() < 0.75:
        b = random.choice(found)
        pixels = math.exp(random.uniform(math.log(11), math.log(0.6 * side)))
        scale = min(2.5, max(0.18, pixels / max(b["w"] * w, b["h"] * h)))
        reach = side / scale
        cx = (b["x"] + b["w"] / 2) * w + random.uniform(-0.42, 0.42) * reach
        cy = (b["y"] + b["h"] / 2) * h + random.uniform(-0.42, 0.42) * reach
    else:
        scale = side / w * math.exp(random.uniform(math.log(0.8), math.log(2.5)))
        reach = side / scale
        cx = random.uniform(min(reach, w) / 2, w - min(reach, w) / 2)
        cy = random.uniform(min(reach, h) / 2, h - min(reach, h) / 2)
    picture = picture.convert("RGB")
    if scale < 0.6:
        picture = picture.resize([max(2, round(d * scale * 1.01)) for d in (w, h)], Image.BILINEAR, reducing_gap=2)
    fx, fy = picture.size[0] / w, picture.size[1] / h
    sx, sy = scale, scale / (random.uniform(0.85, 1.18) if random.random() < 0.5 else 1)
    x0, y0 = cx - side / sx / 2, cy - side / sy / 2
    mean = tuple(int(v) for v in np.asarray(picture.resize((1, 1)))[0, 0])
    fill = mean if random.random() < 0.5 else (114, 114, 114)
    place = (fx / sx, 0, x0 * fx, 0, fy / sy, y0 * fy)
    x = np.asarray(picture.transform((side, side), Image.AFFINE, place, Image.BILINEAR, fillcolor=fill))
    kept = []
    for b in boxes:
        ends = ((b["x"] * w - x0) * sx, (b["y"] * h - y0) * sy, ((b["x"] + b["w"]) * w - x0) * sx, ((b["y"] + b["h"]) * h - y0) * sy)
        l, t, r, d = max(0, ends[0]), max(0, ends[1]), min(side, ends[2]), min(side, ends[3])
        if r - l > 4 and d - t > 4 and (r - l) * (d - t) > 0.4 * (ends[2] - ends[0]) * (ends[3] - ends[1]):
            kept.append((0 if "fin" in b["class"] else 1, l, t, r, d))
    if random.random() < 0.5:
        x, kept = x[:, ::-1], [(c, side - r, t, side - l, d) for c, l, t, r, d in kept]
    return np.ascontiguousarray(x), kept


def painted(x):
    """Other sharpness, compression, light, colour, grain; bytes in, floats of 0 to 255 out."""
    if random.random() < 0.25:
        x = np.asarray(Image.fromarray(x).filter(ImageFilter.GaussianBlur(random.uniform(0.4, 2.2))))
    elif random.random() < 0.2:
        x = np.asarray(Image.fromarray(x).filter(ImageFilter.UnsharpMask(random.uniform(1, 3), random.randint(50, 200), 0)))
    if random.random() < 0.2:
        file = io.BytesIO()
        Image.fromarray(x).save(file, "JPEG", quality=random.randint(20, 70))
        x = np.asarray(Image.open(file).convert("RGB"))
    x = x.astype(np.float32)
    if random.random() < 0.5:
        x = 255 * (x / 255) ** math.exp(random.uniform(-0.5, 0.5))
    x = x * random.uniform(0.7, 1.3) + random.uniform(-25, 25)
    x = (x - x.mean()) * math.exp(random.uniform(-0.6, 0.5)) + x.mean()
    grey, roll = x.mean(2, keepdims=True), random.random()
    if roll < 0.2:
        x = np.repeat(grey, 3, 2)
    elif roll < 0.7:
        x = (grey + (x - grey) * random.uniform(0.2, 1.8)) * np.random.uniform(0.8, 1.2, (1, 1, 3))
    elif roll < 0.75:
        x = x[:, :, np.random.permutation(3)]
    h, w, _ = x.shape
    if random.random() < 0.3:
        k = random.choice((1, 2, 4, 8, 16))
        noise = np.random.randn(-(-h // k), -(-w // k), random.choice((1, 3))) * random.uniform(3, 18)
        x = x + np.kron(noise, np.ones((k, k, 1)))[:h, :w]
    if random.random() < 0.3:
        turn = random.uniform(0, 2 * math.pi)
        yy, xx = np.mgrid[-1 : 1 : h * 1j, -1 : 1 : w * 1j]
        x = x + (np.cos(turn) * xx + np.sin(turn) * yy)[:, :, None] * random.uniform(10, 50)
    return np.clip(x, 0, 255).astype(np.float32)


def holed(x, boxes):
    """Pieces of one colour, or of other places without an animal, over the picture."""
    side = len(x)
    for _ in range(random.randint(1, 6)):
        w, h = random.randint(4, side // 6), random.randint(4, side // 6)
        l, t = random.randint(0, side - w), random.randint(0, side - h)
        if random.random() < 0.5:
            x[t : t + h, l : l + w] = np.random.uniform(0, 255, 3)
        else:
            u, v = random.randint(0, side - w), random.randint(0, side - h)
            piece = x[v : v + h, u : u + w].copy()
            meets = any(min(u + w, b[3]) > max(u, b[1]) and min(v + h, b[4]) > max(v, b[2]) for b in boxes)
            x[t : t + h, l : l + w] = x.mean((0, 1)) if meets else piece
    return x


def view(photos):
    if random.random() < 0.3:
        half, boxes = SIDE // 2, []
        x = np.zeros((SIDE, SIDE, 3), np.float32)
        for u, v in ((0, 0), (half, 0), (0, half), (half, half)):
            part, own = cut_out(photos, half)
            x[v : v + half, u : u + half] = painted(part)
            boxes += [(c, l + u, t + v, r + u, d + v) for c, l, t, r, d in own]
    else:
        part, boxes = cut_out(photos, SIDE)
        x = painted(part)
    if random.random() < 0.08:
        share = random.uniform(0.05, 0.3)
        x = x * (1 - share) + painted(cut_out(photos, SIDE)[0]) * share
    return (holed(x, boxes) if random.random() < 0.3 else x), boxes


def other_textures(x):
    """A random convolution of the picture laid over it (Xu et al. 2021, arXiv:2007.13003)."""
    for n in range(len(x)):
        if random.random() < 0.25:
            k = random.choice((1, 3, 5))
            y = F.conv2d(x[n : n + 1], torch.randn(3, 3, k, k), padding=k // 2)
            y = (y - y.mean((2, 3), keepdim=True)) / (y.std((2, 3), keepdim=True) + 1e-4) * x[n].std() + x[n].mean()
            share = random.uniform(0.2, 0.9)
            x[n : n + 1] = (x[n : n + 1] * (1 - share) + y * share).clamp(-1, 1)
    return x


def make_views(backbone, folder):
    """Batches of maps and boxes, a file each; those that are there already are left."""
    folder.mkdir(parents=True, exist_ok=True)
    photos = sorted(p for d in a.drawn for p in d.glob("*.jpg"))
    for n in range(a.views // BATCH):
        path = folder / f"{n}.pt"
        if path.exists():
            continue
        random.seed(f"{a.seed} {n}"), np.random.seed(a.seed * 100_003 + n), torch.manual_seed(a.seed * 100_003 + n)
        pictures, boxes = zip(*(view(photos) for _ in range(BATCH)))
        x = torch.tensor(np.stack(pictures)).float().div(127.5).sub(1).permute(0, 3, 1, 2)
        x = other_textures(x.contiguous(memory_format=torch.channels_last))
        torch.save((seen(backbone, x, random.random() < 0.5), boxes), path)
    return [torch.load(folder / f"{n}.pt") for n in range(a.views // BATCH)]


def targets(batch, shapes):
    """Cells within 1.5 strides of a box's middle, on the levels that its size is for; of one class the smaller box wins."""
    out = []
    for (h, w), s, (least, most) in zip(shapes, STRIDES, SIZES):
        gy, gx = torch.meshgrid((torch.arange(h) + 0.5) * s, (torch.arange(w) + 0.5) * s, indexing="ij")
        what, where = torch.zeros(len(batch), len(CLASSES), h, w), torch.ones(len(batch), len(CLASSES), 4, h, w)
        for n, boxes in enumerate(batch):
            for c, l, t, r, d in sorted(boxes, key=lambda b: -(b[3] - b[1]) * (b[4] - b[2])):
                if not least <= max(r - l, d - t) < most:
                    continue
                near = ((gx - (l + r) / 2).abs() < min(1.5 * s, (r - l + s) / 2)) & ((gy - (t + d) / 2).abs() < min(1.5 * s, (d - t + s) / 2))
                what[n, c][near] = 1
                for q, v in enumerate((gx - l, gy - t, r - gx, d - gy)):
                    where[n, c, q][near] = v[near].clamp(min=0.5) / s
        out.append((what, where))
    return out


def generalised_iou(p, t):
    area = lambda d: (d[:, 0] + d[:, 2]) * (d[:, 1] + d[:, 3])
    meet, hull = area(torch.minimum(p, t)), area(torch.maximum(p, t))
    union = area(p) + area(t) - meet
    return meet / union - (hull - union) / hull


def loss_of(levels, boxes):
    m = MARGINS
    loose = lambda l, t, r, d: (l - m[0] * (r - l), t - m[1] * (d - t), r + m[2] * (r - l), d + m[3] * (d - t))
    wanted = targets([[(c, *(loose(*b) if c == 0 else b)) for c, *b in own] for own in boxes], [w.shape[-2:] for w, _ in levels])
    cells, loss = max(1, sum(int(what.sum()) for what, _ in wanted)), 0
    for (what, where), (t_what, t_where) in zip(levels, wanted):
        p = what.sigmoid()
        wrong = p + t_what - 2 * p * t_what
        each = (0.75 - 0.5 * t_what) * wrong**2 * F.binary_cross_entropy_with_logits(what, t_what, reduction="none")
        loss = loss + each.sum() / cells
        held = t_what > 0
        if held.any():
            loss = loss + (1 - generalised_iou(where.movedim(2, -1)[held], t_where.movedim(2, -1)[held])).sum() / cells
    return loss


def train(head, batches):
    """The average of the last two hundred steps or so."""
    average, order = copy.deepcopy(head), []
    optimiser = torch.optim.AdamW(head.parameters(), lr=a.rate, weight_decay=1e-4)
    for step in range(a.steps):
        if not order:
            order = random.sample(batches, len(batches))
        maps, boxes = order.pop()
        maps, boxes = [m.float() for m in maps], list(boxes)
        # Half of another batch, so that the same eight do not stay together.
        others, more = random.choice(batches)
        picked = [random.randrange(BATCH) for _ in range(BATCH // 2)]
        for m, other in zip(maps, others):
            m[BATCH // 2 :] = other[picked].float()
        boxes[BATCH // 2 :] = [more[k] for k in picked]
        if random.random() < 0.5:
            maps = [m.flip(3) for m in maps]
            boxes = [[(c, SIDE - r, t, SIDE - l, d) for c, l, t, r, d in own] for own in boxes]
        rate = 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * step / a.steps))
        optimiser.param_groups[0]["lr"] = a.rate * min(1, (step + 1) / 50) * rate
        loss = loss_of(head(maps), boxes)
        optimiser.zero_grad(), loss.backward()
        nn.utils.clip_grad_norm_(head.parameters(), 5.0)
        optimiser.step()
        with torch.no_grad():
            keep = min(0.995, (1 + step) / (20 + step))
            for old, new in zip(average.state_dict().values(), head.state_dict().values()):
                if old.dtype.is_floating_point:
                    old.lerp_(new, 1 - keep)
        if step % 50 == 49:
            print(f"{step + 1} of {a.steps}: loss {loss.item():.3f}", flush=True)
    return average


def app_name(name):
    """The app's name of a tensor of `Head`; None for counters."""
    part, *rest = name.split(".")
    if name.endswith("num_batches_tracked"):
        return None
    if part == "lateral":
        return f"pyramid.lateral{STRIDES[int(rest[0])]}.{rest[1]}"
    if part == "smooth":
        return ".".join([f"pyramid.smooth{STRIDES[int(rest[0])]}", *(r for k, r in enumerate(rest[1:]) if not (rest[1] == "norm" and k == 1))])
    if part == "tower" and rest[1] == "norm":
        return f"head.tower{rest[0]}.norm{STRIDES[int(rest[2])]}.{rest[3]}"
    return f"head.tower{'.'.join(rest)}" if part == "tower" else f"head.{name}"


def write(backbone_file, head, path):
    tensors = {k: v for k, v in backbone_file.items() if not k.startswith(("conv_head.", "bn2."))}
    tensors |= {app_name(k): v for k, v in head.state_dict().items() if app_name(k)}
    facts = {"network": "lite0-pyramid", "classes": json.dumps(CLASSES), "anchors": "[]"}
    save_file({k: v.half().contiguous() for k, v in tensors.items()}, path, facts)


if __name__ == "__main__":
    lite0 = load_file(LITE0)
    backbone = timm.create_model("tf_efficientnet_lite0", num_classes=0).eval()
    backbone.load_state_dict({k: v.float() for k, v in lite0.items()}, strict=False)
    batches = make_views(backbone, a.out / "views")
    write(lite0, train(Head(), batches), a.out / "lite0-pyramid.safetensors")
