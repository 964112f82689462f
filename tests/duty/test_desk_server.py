"""A real server that is cut off under a writing desk and comes back: nothing is lost, nothing is there twice."""

import signal
from pathlib import Path

import sqlalchemy as sa

from duty.acts import ActKind, act
from duty.book import tables
from duty.book.rows import Receipt
from duty.book.store import Book
from duty.book.verify import verify
from duty.incidents import IncidentState
from tests.duty.test_desk_book import Running
from tests.duty.waiting import until
from tests.servers.postgres import PostgresServer


def test_a_server_that_is_cut_off_in_the_middle_of_writing(tmp_path: Path) -> None:
    sent = [act(ActKind.NOBODY, f"{n:04}", at_wall_ns=n, operator="") for n in range(600)]
    with PostgresServer() as server:
        with Running(lambda: Book(server.url()), tmp_path / "spool.sqlite") as one:
            view = one.opened()
            for row in sent[:300]:
                one.desk.write(row)
            until(lambda: one.desk.receipt(sent[50].uuid) is Receipt.COMMITTED)
            server.stop(signal.SIGQUIT)
            for row in sent[300:]:
                one.desk.write(row)
            one.desk.acknowledge(view.incident_id)
            until(lambda: one.desk.receipt(sent[-1].uuid) is Receipt.SPOOLED, 30)
            until(lambda: one.first.state is IncidentState.ACKNOWLEDGED)
            assert {one.desk.receipt(row.uuid) for row in sent} <= {Receipt.COMMITTED, Receipt.SPOOLED}
            server.start()
            until(lambda: one.desk.receipt(sent[-1].uuid) is Receipt.COMMITTED, 40)
            until(lambda: not one.first.spooled)
            assert one.desk.trouble() == ""
            with one.book.reading() as connection:
                found = list(connection.execute(sa.select(tables.act.c.subject).order_by(tables.act.c.id)).scalars())
            assert found == [f"{n:04}" for n in range(600)]
            assert one.acts() == [("acknowledged", "wang")]
            assert verify(one.book).problem_count == 0
        one.book.close()
