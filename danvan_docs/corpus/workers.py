"""Files analysed one by one or in several processes; a document that takes its process down costs no other."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..authority import Registry
from ..checking import Finding
from ..checking import check as findings_of
from ..errors import MissingExtra, ReadError
from ..linking import link_directive
from ..models import Directive

if TYPE_CHECKING:
    from pebble import ProcessFuture, ProcessPool

# Files that are analysed ahead of the one whose turn it is, for each process; so much is held in memory.
_AHEAD = 4
# How often a file is handed to a process before it is to blame that its process ended.
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be done for a file: to read it, or to link anew what was `stored` of it, or nothing."""

    path: Path
    sha256: str
    keep: bool = False
    stored: str | None = None


@dataclass(frozen=True, slots=True)
class Analysed:
    """What a file holds, and what is to be queried in it."""

    directive: Directive
    findings: list[Finding]


#: The error is a message; None where nothing was to be done.
Outcome = Analysed | str | None


@dataclass(frozen=True, slots=True)
class Workers:
    """How files are analysed: by how many processes, with which authority files of the user.

    More than one process needs `pebble`; a document that takes longer than `timeout` seconds is then given up.
    A script that asks for several must guard what it runs with `if __name__ == "__main__"`.
    """

    jobs: int = 1
    timeout: float | None = None
    registry: tuple[Path, ...] = ()

    def run(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Outcome]]:
        """Yield each job with its outcome, in the order given; jobs are taken only a little ahead.

        Raises MissingExtra where several processes are asked for and pebble is not installed.
        """
        if self.jobs == 1:
            return ((job, None if job.keep else analyse(job, self.registry)) for job in jobs)
        return self._run_in_pool(jobs)

    def _run_in_pool(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Outcome]]:
        waiting: deque[tuple[Job, ProcessFuture[Outcome] | None]] = deque()
        with _Pool(self) as pool:
            for job in jobs:
                waiting.append((job, None if job.keep else pool.schedule(job)))
                if len(waiting) > _AHEAD * self.jobs:
                    job, future = waiting.popleft()
                    yield job, self._outcome(pool, job, future)
            while waiting:
                job, future = waiting.popleft()
                yield job, self._outcome(pool, job, future)

    def _outcome(self, pool: _Pool, job: Job, future: ProcessFuture[Outcome] | None) -> Outcome:
        from concurrent.futures.process import BrokenProcessPool

        from pebble import ProcessExpired

        code: object = "unknown"
        for _ in range(_TRIES):
            try:
                return future.result() if future else None
            except TimeoutError:
                return f"{job.path}: cannot be analysed within {self.timeout:g} seconds"
            except (
                ProcessExpired
            ) as error:  # of this document's own making, or killed from outside: try again
                code = error.exitcode
            except BrokenProcessPool:  # an idle process ended: no fault of this document
                pass
            future = pool.schedule(job)
        return f"{job.path}: cannot be analysed (its process ended with code {code})"


class _Pool:
    """Processes that analyse files; new ones are started when these can no longer be used."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers
        self._pool = self._start()

    def __enter__(self) -> _Pool:
        return self

    def __exit__(self, error: type[BaseException] | None, *_: object) -> None:
        if error:
            self._pool.stop()  # type: ignore[no-untyped-call]
        else:
            self._pool.close()  # type: ignore[no-untyped-call]
        self._pool.join()

    def schedule(self, job: Job) -> ProcessFuture[Outcome]:
        """Hand a file to the processes."""
        workers = self._workers
        try:
            return self._pool.schedule(analyse, args=[job, workers.registry], timeout=workers.timeout)
        except RuntimeError:  # a process that ended while idle takes the whole pool down
            self._pool.stop()  # type: ignore[no-untyped-call]
            self._pool.join()
            self._pool = self._start()
            return self._pool.schedule(analyse, args=[job, workers.registry], timeout=workers.timeout)

    def _start(self) -> ProcessPool:
        import multiprocessing

        try:
            from pebble import ProcessPool
        except ImportError:
            raise MissingExtra("pebble", "batch") from None
        return ProcessPool(self._workers.jobs, context=multiprocessing.get_context("spawn"))


def analyse(job: Job, registry: tuple[Path, ...] = ()) -> Outcome:
    """Return what a file holds, or why it cannot be had; no error of one file leaves this function."""
    from ..api import read

    known = registry_of(registry)
    try:
        directive = Directive.model_validate_json(job.stored) if job.stored else read(job.path)
        if known or job.stored:
            directive = link_directive(directive, known)
        return Analysed(directive, findings_of(directive, registry=known))
    except ReadError as error:
        return str(error)
    except Exception as error:  # one document that trips the parser must not cost the build of thousands
        return f"{job.path}: cannot be analysed ({type(error).__name__}: {error})"


@cache
def registry_of(extra: tuple[Path, ...]) -> Registry | None:
    """Return the registry of the package with the user's files, None where there are none."""
    return Registry.load(extra) if extra else None
