"""States of a delivery (STANDARDS § 1.6; QĐ 28/2018/QĐ-TTg). Codes are two digits as text."""

QUEUED, FAILED = "queued", "failed"
ARRIVED, REFUSED, REGISTERED, ASSIGNED, WORKING, DONE = "01", "02", "03", "04", "05", "06"
TAKING_BACK, TAKE_BACK_AGREED, TAKE_BACK_REFUSED = "13", "15", "16"

_FORWARD = (QUEUED, ARRIVED, REGISTERED, ASSIGNED, WORKING, DONE)
BY_RECEIVER = (ARRIVED, REFUSED, REGISTERED, ASSIGNED, WORKING, DONE, TAKE_BACK_AGREED, TAKE_BACK_REFUSED)
BY_SENDER = (TAKING_BACK,)
CODES = BY_RECEIVER + BY_SENDER


def next_state(state: str, code: str, *, before_taking_back: str = ARRIVED) -> str | None:
    """The state after a status, or None when the status does not fit.

    Repeats and latecomers are kept in the trace but never lower the state: they answer with the same state.
    """
    if code not in CODES or state in {TAKE_BACK_AGREED, FAILED}:
        return None
    if code == TAKING_BACK:
        return None if state == REFUSED else TAKING_BACK
    if code in {TAKE_BACK_AGREED, TAKE_BACK_REFUSED}:
        if state != TAKING_BACK:
            return None
        return TAKE_BACK_AGREED if code == TAKE_BACK_AGREED else before_taking_back
    if state == TAKING_BACK:
        return TAKING_BACK
    if state == REFUSED:
        return REFUSED if code in {ARRIVED, REFUSED} else None
    if code == REFUSED:
        return REFUSED if state in {QUEUED, ARRIVED} else None
    return max(state, code, key=_FORWARD.index)
