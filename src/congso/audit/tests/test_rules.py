from datetime import date

from congso.audit.rules import GENESIS, canonical, chain


def test_order_of_fields_does_not_matter_and_letters_stay() -> None:
    assert (
        canonical({"b": 1, "a": "Đồng ý"})
        == canonical({"a": "Đồng ý", "b": 1})
        == '{"a":"Đồng ý","b":1}'.encode()
    )
    assert canonical({"day": date(2026, 1, 2)}) == b'{"day":"2026-01-02"}'


def test_digest_binds_predecessor_place_and_content() -> None:
    digest = chain(GENESIS, 1, {"a": 1})
    assert len(digest) == 32
    assert digest == chain(GENESIS, 1, {"a": 1})
    assert (
        len({digest, chain(digest, 1, {"a": 1}), chain(GENESIS, 2, {"a": 1}), chain(GENESIS, 1, {"a": 2})})
        == 4
    )
