from congso.audit import sealing
from congso.kernel.jobs import job


@job("audit.seal", retry=0, cron="* * * * *")
def seal() -> None:
    while sealing.seal():
        pass


@job("audit.anchor", retry=0, cron="5 0 * * *")
def anchor() -> None:
    sealing.anchor()
