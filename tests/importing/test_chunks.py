"""A chunk is worked out without a lock, and written only if nothing moved meanwhile."""

import pytest

from claims.importing.batch import chunks
from claims.models import ImportBatch
from sources.models import Source
from tests.factories import InterestFactory, SourceFactory
from tests.importing.files import alias, check, lines, registers
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def batch(editor):
    registers()
    batch = check(lines(1), editor)
    batch.state = "submitting"
    batch.save()
    return batch


class Work:
    """Counts how often it is worked out and written; ``meanwhile`` happens after each working."""

    def __init__(self, meanwhile=lambda turn: None):
        self.meanwhile, self.turns, self.written = meanwhile, 0, []

    def work_out(self) -> int:
        self.turns += 1
        self.meanwhile(self.turns)
        return self.turns

    def do(self, batch, *still) -> bool:
        return chunks.step(batch, self.work_out, self.written.append, *still)


def once(happens):
    return lambda turn: happens() if turn == 1 else None


def test_work_is_written_once_where_nothing_moved(batch):
    work = Work()

    assert work.do(batch)
    assert (work.turns, work.written) == (1, [1])


@pytest.mark.parametrize(
    "happens",
    [
        lambda: SourceFactory(slug="new"),
        lambda: InterestFactory(),
        lambda: alias(Source.objects.get(slug="general-staff"), "Another name"),
    ],
    ids=["source", "interest", "alias"],
)
def test_register_that_changed_meanwhile_makes_it_be_worked_out_anew(batch, happens):
    work = Work(once(happens))

    assert work.do(batch)
    assert (work.turns, work.written) == (2, [2])


def test_rows_that_changed_meanwhile_make_it_be_worked_out_anew(batch):
    work = Work()

    assert work.do(batch, lambda turn: turn > 2)
    assert (work.turns, work.written) == (3, [3])


def test_registers_that_never_rest_do_not_keep_it_from_being_written(batch):
    names = iter("abcdefgh")
    work = Work(lambda turn: SourceFactory(slug=next(names)))

    assert work.do(batch)
    assert (work.turns, work.written) == (chunks.TRIES + 1, [chunks.TRIES + 1])


def test_batch_that_somebody_moved_is_left_to_them(batch):
    work = Work(once(lambda: ImportBatch.objects.filter(pk=batch.pk).update(last_row=99)))

    assert not work.do(batch)
    assert work.written == []
    assert batch.last_row == 99
