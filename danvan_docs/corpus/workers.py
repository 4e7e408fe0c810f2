"""Files analysed one by one or in several processes; a document that takes its process down costs no other."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from ..authority import Registry, registry_of
from ..checking import Finding
from ..checking.case import Case
from ..checking.checks import findings_in
from ..errors import MissingExtra, ReadError
from ..linking import link_directive
from ..models import Directive
from ..reading.names import shown

if TYPE_CHECKING:
    from pebble import ProcessFuture, ProcessPool

# Files that are analysed ahead of the one whose turn it is, for each process; so much is held in memory.
_AHEAD = 4
R = TypeVar("R")
# How often a file is handed to a process before it is to blame that its process ended.
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be done for a file: to read it, or to link anew what was `stored` of it, or nothing."""

    path: Path | str
    sha256: str
    keep: bool = False
    stored: str | None = None


@dataclass(frozen=True, slots=True)
class Analysed:
    """What a file holds, and what is to be queried in it."""

    directive: Directive
    findings: list[Finding]


class Workers(Generic[R]):
    """How files are analysed: by which function and how many processes, with which authority files of the user.

    More than one process needs `pebble`; a document that takes longer than `timeout` seconds is then given up. With
    `apart`, one process, too, is another one than this: what a document takes down is not the caller. The processes
    live until the block ends that they are used in. A script that asks for several must guard what it runs with
    `if __name__ == "__main__"`.
    """

    def __init__(
        self,
        function: Callable[[Job, tuple[Path, ...]], R],
        jobs: int = 1,
        timeout: float | None = None,
        registry: tuple[Path, ...] = (),
        *,
        apart: bool = False,
    ) -> None:
        self._function, self._registry = function, registry
        self._jobs, self._timeout = jobs, timeout
        self._pool: _Pool | None = _Pool(jobs) if jobs > 1 or apart else None

    def __enter__(self) -> Workers[R]:
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        if self._pool:
            self._pool.close(at_once=error is not None)

    def run(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, R | str | None]]:
        """Yield each job with what came of it, in the order given; jobs are taken only a little ahead.

        That is a message where the function raised or the process ended; None where nothing was to be done.
        Raises MissingExtra where another process is asked for and pebble is not installed.
        """
        if self._pool is None:
            return ((job, None if job.keep else _run(self._function, job, self._registry)) for job in jobs)
        return self._run_in_pool(self._pool, jobs)

    def _run_in_pool(self, pool: _Pool, jobs: Iterable[Job]) -> Iterator[tuple[Job, R | str | None]]:
        waiting: deque[tuple[Job, ProcessFuture[R | str] | None]] = deque()
        for job in jobs:
            waiting.append((job, None if job.keep else self._schedule(pool, job)))
            if len(waiting) > _AHEAD * self._jobs:
                job, future = waiting.popleft()
                yield job, self._outcome(pool, job, future)
        while waiting:
            job, future = waiting.popleft()
            yield job, self._outcome(pool, job, future)

    def _schedule(self, pool: _Pool, job: Job) -> ProcessFuture[R | str]:
        return pool.schedule(_run, [self._function, job, self._registry], self._timeout)

    def _outcome(self, pool: _Pool, job: Job, future: ProcessFuture[R | str] | None) -> R | str | None:
        from concurrent.futures.process import BrokenProcessPool

        from pebble import ProcessExpired

        code: object = "unknown"
        for _ in range(_TRIES):
            try:
                return future.result() if future else None
            except TimeoutError:
                return f"{shown(job.path)}: cannot be analysed within {self._timeout:g} seconds"
            except (
                ProcessExpired
            ) as error:  # of this document's own making, or killed from outside: try again
                code = error.exitcode
            except BrokenProcessPool:  # an idle process ended: no fault of this document
                pass
            future = self._schedule(pool, job)
        return f"{shown(job.path)}: cannot be analysed (its process ended with code {code})"


class _Pool:
    """Processes; they are started when they are first needed, and anew when they can no longer be used."""

    def __init__(self, jobs: int) -> None:
        self._jobs = jobs
        self._pool: ProcessPool | None = None

    def close(self, *, at_once: bool) -> None:
        """End the processes, after what they have been handed or at once."""
        if self._pool:
            if at_once:
                self._pool.stop()  # type: ignore[no-untyped-call]
            else:
                self._pool.close()  # type: ignore[no-untyped-call]
            self._pool.join()
            self._pool = None

    def schedule(
        self, function: Callable[..., R], args: list[object], timeout: float | None
    ) -> ProcessFuture[R]:
        """Hand a call to the processes."""
        self._pool = self._pool or self._start()
        try:
            return self._pool.schedule(function, args=args, timeout=timeout)
        except RuntimeError:  # a process that ended while idle takes the whole pool down
            self.close(at_once=True)
            self._pool = self._start()
            return self._pool.schedule(function, args=args, timeout=timeout)

    def _start(self) -> ProcessPool:
        import multiprocessing

        try:
            from pebble import ProcessPool
        except ImportError:
            raise MissingExtra("pebble", "batch") from None
        return ProcessPool(self._jobs, context=multiprocessing.get_context("spawn"))


def _run(function: Callable[[Job, tuple[Path, ...]], R], job: Job, registry: tuple[Path, ...]) -> R | str:
    """Return what the function gives, or why it gives nothing; no error of one file leaves this function."""
    try:
        return function(job, registry)
    except ReadError as error:
        return str(error)
    except Exception as error:  # one document that trips the parser must not cost the build of thousands
        return f"{shown(job.path)}: cannot be analysed ({type(error).__name__})"


def analyse(job: Job, registry: tuple[Path, ...] = ()) -> Analysed:
    """Return what a file holds, linked with the user's authority files. Raises ReadError where it cannot be had."""
    from ..api import read

    known = registry_of(registry)
    if job.stored:
        return examine(link_directive(Directive.model_validate_json(job.stored), known), known)
    return examine(read(job.path, registry=known), known)


def examine(directive: Directive, known: Registry) -> Analysed:
    """Return a document that was read and linked by a registry, with its findings."""
    return Analysed(directive, findings_in(Case(directive, known)))


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
