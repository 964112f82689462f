"""Errors that a person reads: one clear sentence each, naming the thing that is wrong."""


class PersonError(Exception):
    """Something a person can mend: `str(error)` is one sentence that names what and where."""


class ConfigurationError(PersonError):
    """Everything wrong with a configuration at once: one line a problem, each with the field's path."""

    def __init__(self, source: str, problems: list[str]) -> None:
        self.source = source
        self.problems = problems
        super().__init__(f"{source}: " + "; ".join(problems))
