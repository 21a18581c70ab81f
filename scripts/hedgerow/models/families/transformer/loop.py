"""Fine-tuning, with early stopping."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import isnan
from random import Random
from typing import Any

import torch

from hedgerow.models.families.transformer.windows import Window
from hedgerow.models.family import Settings, Watch

BATCH = 16
POOL = 16 * BATCH  # windows that are sorted by length together
WARM_UP = 0.1  # share of the steps
HEAD = 10  # times as fast as the encoder learns, which is pretrained
PATIENCE = 3  # epochs that are no better on the validation examples
IGNORED = -100


Quality = tuple[float, float]
"""The score of the task, and what decides between equal scores: as long as a network tags nothing,
its score stays nought, and only the likelihood of the gold labels says that it learns."""


@dataclass(slots=True)
class Best:
    """The best epoch so far. An equal one is no better."""

    quality: Quality = (float("-inf"), float("-inf"))
    epoch: int = -1
    state: dict[str, Any] | None = None

    def offer(self, quality: Quality, epoch: int, state: Callable[[], dict[str, Any]]) -> None:
        """Keep the state if it is better; a score that is not defined is the worst."""
        if not isnan(quality[0]) and quality > self.quality:
            self.quality, self.epoch, self.state = quality, epoch, state()


@dataclass(frozen=True, slots=True)
class Lessons:
    """What is learned: windows of every epoch, and some that are spread over all epochs.

    `targets` are the gold labels of every example, as numbers.
    """

    windows: Sequence[Window]
    spread: Sequence[Window]
    targets: Sequence[Sequence[int]]

    def batches(self, epochs: int, random: Random) -> list[list[list[Window]]]:
        """By epoch, batches of windows of like length, in random order."""
        rest = list(self.spread)
        random.shuffle(rest)
        return [_shuffled([*self.windows, *rest[i::epochs]], random) for i in range(epochs)]


def fine_tune(
    network: Any,
    pad: Callable[..., Any],
    lessons: Lessons,
    measure: Callable[[], Quality] | None,
    settings: Settings,
    watch: Watch,
) -> None:
    """Train the network in place with AdamW; it is left as it was at its best epoch.

    `pad` makes a batch of inputs. `measure` judges the network on examples it does not train on;
    without one, every epoch counts.
    """
    epochs = lessons.batches(settings.epochs, Random(settings.seed))  # noqa: S311 - no secret
    steps = sum(map(len, epochs))
    optimizer = _optimizer(network, settings.learning_rate)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps))
    best, done = Best(), 0
    for epoch, made in enumerate(epochs):
        network.train()
        for batch in made:
            inputs = prepared(batch, pad, network.device)
            wanted = _targets(batch, lessons.targets, inputs["input_ids"])
            logits = network(**inputs).logits
            loss = torch.nn.functional.cross_entropy(
                logits.flatten(0, 1), wanted.flatten(), ignore_index=IGNORED
            )
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            done += 1
            watch.step(done, steps)
        if measure:
            best.offer(measure(), epoch, lambda: _copied(network))
            if epoch - best.epoch >= PATIENCE:
                break
    if best.state:
        network.load_state_dict(best.state)
    watch.step(steps, steps)


def _optimizer(network: Any, rate: float) -> torch.optim.Optimizer:
    """The layer on top is new and learns faster.

    Word vectors stay as they are, so that words which are seen in training do not move away from
    their neighbours; they are half of a small encoder, and a step takes a seventh less time.
    """
    network.get_input_embeddings().requires_grad_(False)
    learning = [(name, one) for name, one in network.named_parameters() if one.requires_grad]
    inner, head = (
        [one for name, one in learning if name.startswith(network.base_model_prefix) == pretrained]
        for pretrained in (True, False)
    )
    groups = [{"params": inner}, {"params": head, "lr": HEAD * rate}]
    return torch.optim.AdamW(groups, lr=rate)


def prepared(batch: Sequence[Window], pad: Callable[..., Any], device: Any) -> dict[str, Any]:
    """The inputs of a batch as tensors of equal length."""
    padded = pad([window.inputs for window in batch], return_tensors="pt")
    return {key: values.to(device) for key, values in padded.items()}


def batches(windows: Sequence[Window], size: int = 2 * BATCH) -> Iterator[list[Window]]:
    """Windows by length, so that little is padded."""
    ordered = sorted(windows, key=lambda window: -len(window.inputs["input_ids"]))
    return (ordered[i : i + size] for i in range(0, len(ordered), size))


def _shuffled(windows: Sequence[Window], random: Random) -> list[list[Window]]:
    """Every window once, in batches of like length and in random order."""
    order = list(windows)
    random.shuffle(order)
    pools = (order[i : i + POOL] for i in range(0, len(order), POOL))
    made = [batch for pool in pools for batch in batches(pool, BATCH)]
    random.shuffle(made)
    return made


def _targets(batch: Sequence[Window], targets: Sequence[Sequence[int]], ids: Any) -> Any:
    """Where an answer is asked for, its number; made in one piece, then moved beside `ids`."""
    wanted = [[IGNORED] * ids.shape[1] for _ in batch]
    for row, window in zip(wanted, batch, strict=True):
        gold = targets[window.example]
        for slot, place in zip(window.slots, window.places, strict=True):
            row[place] = gold[slot]
    return torch.tensor(wanted, device=ids.device)


def _rate(step: int, steps: int) -> float:
    """Up to the full rate, then down to nothing, in straight lines."""
    warm = max(1, round(WARM_UP * steps))
    return min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))


def _copied(network: Any) -> dict[str, Any]:
    return {name: value.detach().cpu().clone() for name, value in network.state_dict().items()}
