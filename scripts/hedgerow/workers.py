"""The same work in several processes, with its results in order."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import islice
from multiprocessing.synchronize import Event
from typing import TypeVar

CHUNK = 32  # items that travel together
Item = TypeVar("Item")
Result = TypeVar("Result")


def in_order(
    work: Callable[[list[Item]], list[Result]],
    items: Iterable[Item],
    workers: int,
    chunk: int = CHUNK,
) -> Iterator[Result]:
    """A result for each item, as if `work` had been done here.

    No more than a few chunks of items are on their way, however many there are. Whatever `work`
    raises is raised here; the processes end with the iterator, at once if it is not at its end.
    """
    context = multiprocessing.get_context(_method())
    stop = context.Event()
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(stop,))
    waiting: deque[Future[list[Result]]] = deque()
    try:
        for some in _chunks(items, chunk):
            with _interrupts_held():
                waiting.append(pool.submit(_interruptible, work, some))
            if len(waiting) > 2 * workers:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    except BaseException:
        stop.set()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def prepare(module: str) -> None:
    """Have a module loaded where the processes of `in_order` come from, while this one goes on.

    They are then copies of a process that has loaded it, and nothing else.
    """
    if _method() == "forkserver":
        from multiprocessing import forkserver

        multiprocessing.get_context("forkserver").set_forkserver_preload([module])
        with _interrupts_held():
            forkserver.ensure_running()


def _chunks(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk


def _method() -> str:
    """Processes that are no copies of this one, which may have threads."""
    methods = multiprocessing.get_all_start_methods()
    return "forkserver" if "forkserver" in methods else "spawn"


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Ctrl-C comes later; processes that start meanwhile never see it."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_GATE = threading.Lock()
"""Held by a process while it does no work: it may be sending a result then, and one that broke off
in the middle would keep its parent waiting for the rest."""


def _begin(stop: Event) -> None:
    """A process leaves Ctrl-C to its parent, ends when that says so, and does not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _GATE.acquire()
    threading.Thread(target=_follow, daemon=True).start()
    threading.Thread(target=_obey, args=(stop,), daemon=True).start()


def _interruptible(work: Callable[[list[Item]], list[Result]], some: list[Item]) -> list[Result]:
    _GATE.release()
    try:
        return work(some)
    finally:
        _GATE.acquire()


def _obey(stop: Event) -> None:
    stop.wait()
    with _GATE:
        os._exit(1)


def _follow() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)
