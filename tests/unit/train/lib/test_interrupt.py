"""Ctrl-C that Python would lose is kept."""

import os
import signal

import pytest

from numbre.train.lib.interrupt import interrupts


class Swallower:
    """Loses an exception as destructors do."""

    def swallow(self, act):
        """Run act() and lose what it raises."""
        try:
            act()
        except KeyboardInterrupt:
            self.lost = True


def test_a_lost_interrupt_is_raised_by_the_check():
    swallower = Swallower()
    before = signal.getsignal(signal.SIGINT)
    with interrupts() as check:
        check()
        swallower.swallow(lambda: os.kill(os.getpid(), signal.SIGINT) or [None for _ in range(1000)])
        assert swallower.lost
        with pytest.raises(KeyboardInterrupt):
            check()
    assert signal.getsignal(signal.SIGINT) is before
