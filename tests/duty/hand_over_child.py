"""Run by the tests and killed by them: hands the desk over and over, and says what is shown as done.

python -m tests.duty.hand_over_child BOOK KEYFOLDER; a line for each hand-over that the operators' view shows.
"""

import sys
import time
from pathlib import Path

from argon2 import PasswordHasher

from base.clock import SystemClock
from duty.book.signing import StationKey
from duty.book.store import Book
from duty.operators import BookOperators
from duty.passwords import Passwords
from duty.people import HandOverSheet, SignInState
from duty.reading import BookReader

PASSWORD = "tide-lamp-77"
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def main(book: Path, keys: Path) -> None:
    reader = BookReader(lambda: Book(book))
    key = StationKey.of(keys)
    operators = BookOperators(reader.do, SystemClock(), sign=key.sign_head, passwords=Passwords(CHEAP))
    operators.sign_in("li", PASSWORD)
    wait(operators)
    print("ready", flush=True)
    number, done = 0, None
    while True:
        number += 1
        to = "wang" if operators.login_of_current() == "li" else "li"
        operators.hand_over(HandOverSheet((), ("c01",), ("c02",), f"{number}"), to, PASSWORD)
        wait(operators)
        now = operators.last_hand_over()
        assert now is not None
        assert now is not done
        assert operators.login_of_current() == to
        done = now
        print(number, to, now.head, flush=True)


def wait(operators: BookOperators) -> None:
    deadline = time.monotonic() + 20
    while operators.view().state is SignInState.CHECKING:
        assert time.monotonic() < deadline
        time.sleep(0.0005)
    assert operators.view().state is SignInState.IDLE, operators.view()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
