"""Tasks in worker processes, each with a time limit: a task that hangs is ended and the others go on."""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Pool(Generic[T, R]):
    """Runs `work(task)` in `jobs` processes. `prepare` runs once in each and returns `work`."""

    def __init__(
        self, prepare: Callable[..., Callable[[T], R]], arguments: tuple[Any, ...], jobs: int, seconds: float
    ) -> None:
        self._prepare = prepare
        self._arguments = arguments
        self._jobs = jobs
        self._seconds = seconds

    def results(self, tasks: Iterable[T]) -> Iterator[tuple[T, R | None]]:
        """Each task with its result in the order of the tasks; None where the worker ran out of time or died."""
        waiting = iter(enumerate(tasks))
        done: dict[int, tuple[T, R | None]] = {}
        following = 0
        workers = [_Worker(self._prepare, self._arguments) for _ in range(self._jobs)]
        try:
            for worker in workers:
                worker.take(next(waiting, None))
            while any(worker.busy for worker in workers):
                for worker in self._ready(workers):
                    number, task, result = worker.finish()
                    done[number] = (task, result)
                    worker.take(next(waiting, None))
                while following in done:
                    yield done.pop(following)
                    following += 1
        finally:
            for worker in workers:
                worker.end()

    def _ready(self, workers: list[_Worker]) -> Iterator[_Worker]:
        """Busy workers that have answered, died, or been ended for taking too long."""
        busy = [worker for worker in workers if worker.busy]
        soonest = min(worker.since for worker in busy) + self._seconds
        answered = wait([worker.connection for worker in busy], max(soonest - time.monotonic(), 0))
        for worker in busy:
            if worker.connection in answered:
                yield worker
            elif time.monotonic() - worker.since > self._seconds:
                worker.end()
                yield worker


class _Worker:
    """One process and the task that it is busy with."""

    def __init__(self, prepare: Callable[..., Callable[[Any], Any]], arguments: tuple[Any, ...]) -> None:
        self._arguments = (prepare, arguments)
        self._task: tuple[int, Any] | None = None
        self.since = 0.0
        self._start()

    @property
    def busy(self) -> bool:
        return self._task is not None

    def _start(self) -> None:
        self.connection, theirs = multiprocessing.Pipe()
        self._process: BaseProcess = multiprocessing.Process(
            target=_serve, args=(theirs, *self._arguments), daemon=True
        )
        self._process.start()
        theirs.close()

    def take(self, task: tuple[int, Any] | None) -> None:
        """Begin a task; a process that has ended is replaced first."""
        self._task = task
        if task is None:
            return
        if not self._process.is_alive():
            self._start()
        self.since = time.monotonic()
        self.connection.send(task[1])

    def finish(self) -> tuple[int, Any, Any]:
        """The number of the task, the task, and its result, None if the process did not give one."""
        assert self._task is not None  # noqa: S101  # only busy workers are finished
        number, task = self._task
        self._task = None
        try:
            return number, task, self.connection.recv()
        except (EOFError, OSError):
            self._process.join(1)
            return number, task, None

    def end(self) -> None:
        self._process.kill()
        self._process.join()
        self.connection.close()


def _serve(connection: Connection, prepare: Callable[..., Callable[[Any], Any]], arguments: tuple[Any, ...]) -> None:
    # Ctrl-C is the parent's to handle: it ends the workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    work = prepare(*arguments)
    while True:
        try:
            task = connection.recv()
        except (EOFError, OSError):
            return
        connection.send(work(task))
