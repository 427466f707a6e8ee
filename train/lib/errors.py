"""The error that a command reports as one sentence."""


class UserError(Exception):
    """A command cannot do its work; the message is one sentence that says what to do."""
