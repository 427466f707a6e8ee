"""Ctrl-C that is never lost; imports none of ours."""

import contextlib
import signal
import threading


@contextlib.contextmanager
def interrupts():
    """Yield a function that raises KeyboardInterrupt if Ctrl-C has come.

    Python raises it by itself, too, but loses it where it comes inside a destructor or a callback
    from native code, as there are many while a network is saved; so long work asks now and then.
    """
    came = threading.Event()

    def note(number, frame):
        came.set()
        signal.default_int_handler(number, frame)

    def check():
        if came.is_set():
            raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield check  # signals are the main thread's
        return
    before = signal.signal(signal.SIGINT, note)
    try:
        yield check
    finally:
        signal.signal(signal.SIGINT, before)
