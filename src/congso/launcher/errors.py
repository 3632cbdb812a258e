"""What the launcher says when it cannot go on."""


class LaunchError(Exception):
    """One plain Vietnamese sentence for the person at the terminal; the command ends with exit code 1."""
