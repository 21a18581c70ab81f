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

BATCH = 8
WARM_UP = 0.1  # share of the steps
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


def fine_tune(
    network: Any,
    pad: Callable[..., Any],
    windows: Sequence[Window],
    targets: Sequence[Sequence[int]],
    measure: Callable[[], Quality] | None,
    settings: Settings,
    watch: Watch,
) -> None:
    """Train the network in place with AdamW; it is left as it was at its best epoch.

    `targets` are the gold labels of every example, as numbers; `pad` makes a batch of inputs.
    `measure` judges the network on examples it does not train on; without one, every epoch counts.
    """
    steps = settings.epochs * -(-len(windows) // BATCH)
    optimizer = torch.optim.AdamW(network.parameters(), lr=settings.learning_rate)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps))
    random, best, done = Random(settings.seed), Best(), 0  # noqa: S311 - no secret
    for epoch in range(settings.epochs):
        network.train()
        for batch in _shuffled(windows, random):
            inputs = prepared(batch, pad, network.device)
            wanted = _targets(batch, targets, inputs["input_ids"])
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


def prepared(batch: Sequence[Window], pad: Callable[..., Any], device: Any) -> dict[str, Any]:
    """The inputs of a batch as tensors of equal length."""
    padded = pad([window.inputs for window in batch], return_tensors="pt")
    return {key: values.to(device) for key, values in padded.items()}


def batches(windows: Sequence[Window], size: int = 4 * BATCH) -> Iterator[list[Window]]:
    """Windows by length, so that little is padded."""
    ordered = sorted(windows, key=lambda window: -len(window.inputs["input_ids"]))
    return (ordered[i : i + size] for i in range(0, len(ordered), size))


def _shuffled(windows: Sequence[Window], random: Random) -> Iterator[list[Window]]:
    order = list(windows)
    random.shuffle(order)
    return (order[i : i + BATCH] for i in range(0, len(order), BATCH))


def _targets(batch: Sequence[Window], targets: Sequence[Sequence[int]], ids: Any) -> Any:
    wanted = torch.full_like(ids, IGNORED)
    for row, window in enumerate(batch):
        gold = targets[window.example]
        for slot, place in zip(window.slots, window.places, strict=True):
            wanted[row, place] = gold[slot]
    return wanted


def _rate(step: int, steps: int) -> float:
    """Up to the full rate, then down to nothing, in straight lines."""
    warm = max(1, round(WARM_UP * steps))
    return min((step + 1) / warm, max(0.0, (steps - step) / max(1, steps - warm)))


def _copied(network: Any) -> dict[str, Any]:
    return {name: value.detach().cpu().clone() for name, value in network.state_dict().items()}
