"""What a browser sends as a text is made sound again, whatever it holds."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from congso.documents import draft_content as content
from congso.pure import layout


def _doc(*blocks: object) -> dict[str, object]:
    return {"type": "doc", "content": list(blocks)}


def _p(*words: object, **attrs: object) -> dict[str, object]:
    return {"type": "paragraph", "attrs": attrs, "content": list(words)}


def _t(text: object, *marks: object) -> dict[str, object]:
    return {"type": "text", "text": text, "marks": [{"type": mark} for mark in marks]}


def test_a_sound_text_stays_as_it_is() -> None:
    sound = content.document(
        [
            content.heading("1. Tình hình chung"),
            content.paragraph("Đến ngày 31 tháng 10", bold=True, italic=True, align="center"),
            content.table([["Đơn vị", "Số"], ["Xã Long Khê", "5"]]),
        ]
    )
    assert content.clean(sound) == sound
    assert content.clean(json.loads(json.dumps(sound))) == sound


@pytest.mark.parametrize(
    "given_json", [None, 7, "chữ", [], {}, {"content": "x"}, _doc(None, 3, []), _doc(_p(_t(5)))]
)
def test_what_is_no_text_becomes_an_empty_one(given_json: object) -> None:
    assert layout.to_text(content.clean(given_json)) == ""


def test_scripts_links_and_unknown_nodes_give_up_their_words_only() -> None:
    hostile = _doc(
        {"type": "script", "content": [_t("alert(1)")]},
        {"type": "image", "attrs": {"src": "javascript:x"}},
        _p({"type": "mention", "content": [_t("An")]}, {"type": "text", "text": "nháy", "marks": [
            {"type": "link", "attrs": {"href": "javascript:alert(1)"}}, {"type": "bold", "attrs": {"onload": "x"}}, 5]}),
        _t("rời"),
        {"type": "hardBreak"},
    )  # fmt: skip
    cleaned = content.clean(hostile)
    assert "javascript" not in json.dumps(cleaned)
    assert "onload" not in json.dumps(cleaned)
    assert layout.paragraphs(cleaned) == ["alert(1)", "Annháy", "rời"]
    assert cleaned["content"][-1]["content"] == [{"type": "text", "text": "rời"}, {"type": "hardBreak"}]


def test_loose_words_between_blocks_become_a_paragraph() -> None:
    cleaned = content.clean(_doc(_t("trước"), _p(_t("giữa"))))
    assert [block["type"] for block in cleaned["content"]] == ["paragraph", "paragraph"]


def test_control_signs_go_and_letters_are_composed() -> None:
    cleaned = content.clean(
        _doc(_p(_t("Ủy ban\x00 nh\x1bân dân"), {"type": "text", "text": "\x07"}, {"type": "text"}))
    )
    assert layout.to_text(cleaned) == "Ủy ban nhân dân"


def test_alignment_levels_and_spans_are_kept_only_when_sound() -> None:
    cleaned = content.clean(
        _doc(
            _p(_t("a"), textAlign="url(x)"),
            {"type": "heading", "attrs": {"level": 1}, "content": [_t("Chương I")]},
            {"type": "heading", "attrs": {"level": 9, "textAlign": "right"}, "content": [_t("b")]},
            {"type": "table", "content": [
                {"type": "tableRow", "content": [
                    {"type": "tableHeader", "attrs": {"colspan": 2, "rowspan": True}, "content": []},
                    {"type": "tableCell", "attrs": {"colspan": 10**9}, "content": [_t("c")]}]},
                {"type": "tableRow", "content": "x"}]},
            {"type": "table"},
        )
    )["content"]  # fmt: skip
    assert "attrs" not in cleaned[0]
    assert cleaned[1]["attrs"] == {"textAlign": "center", "level": 2}
    assert cleaned[2]["attrs"] == {"textAlign": "right", "level": 3}
    head, cell = cleaned[3]["content"][0]["content"]
    assert (head["type"], head["attrs"]) == ("tableHeader", {"colspan": 2, "rowspan": 1})
    assert cell["attrs"]["colspan"] == content.MAX_COLUMNS
    assert len(cleaned) == 4


def test_lists_keep_their_start_and_begin_with_a_paragraph() -> None:
    item = {
        "type": "listItem",
        "content": [{"type": "bulletList", "content": [{"type": "listItem", "content": [_t("x")]}]}],
    }
    cleaned = content.clean(
        _doc(
            {"type": "orderedList", "attrs": {"start": 4}, "content": [item, {"type": "listItem"}]},
            {"type": "orderedList", "attrs": {"start": True}, "content": [_p(_t("y"))]},
            {"type": "bulletList", "content": [5]},
        )
    )["content"]
    assert cleaned[0]["attrs"] == {"start": 4}
    assert [block["type"] for block in cleaned[0]["content"][0]["content"]] == ["paragraph", "bulletList"]
    assert "attrs" not in cleaned[1]
    assert len(cleaned) == 2


def test_quotes_keep_what_they_hold_and_rules_stay() -> None:
    cleaned = content.clean(
        _doc(
            {"type": "blockquote", "content": [_p(_t("q"))]},
            {"type": "blockquote"},
            {"type": "horizontalRule"},
        )
    )["content"]
    assert [block["type"] for block in cleaned] == ["blockquote", "horizontalRule"]


def test_a_text_too_deep_is_cut_and_one_too_large_refused() -> None:
    deep: dict[str, object] = _p(_t("đáy"))
    for _ in range(500):
        deep = {"type": "blockquote", "content": [deep]}
    assert layout.to_text(content.clean(_doc(deep))) == ""
    with pytest.raises(content.TextTooLarge):
        content.clean(_doc(*[{}] * (content.MAX_NODES + 1)))
    with pytest.raises(content.TextTooLarge):
        content.clean(_doc(_p(_t("x" * (content.MAX_CHARS + 1)))))


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4)
    | st.fixed_dictionaries(
        {
            "type": st.sampled_from(
                ["doc", "paragraph", "heading", "text", "bulletList", "orderedList", "listItem", "table", "tableRow",
                 "tableCell", "blockquote", "hardBreak", "horizontalRule", "odd"]
            ),
            "content": inner, "text": inner, "attrs": inner, "marks": inner,
        }
    ),
    max_leaves=25,
)  # fmt: skip


@given(_json)
def test_cleaning_never_fails_and_settles_at_once(given_json: object) -> None:
    cleaned = content.clean(given_json)
    assert content.clean(cleaned) == cleaned
    layout.from_prosemirror(cleaned)


def test_markup_of_templates() -> None:
    made = content.from_markup(
        """
        Căn cứ Luật Tổ chức chính quyền địa phương;
        ^ QUYẾT ĐỊNH:
        # 1. Mục
        | Tên | Số |
        | a | b |
        """
    )
    assert [block["type"] for block in made["content"]] == ["paragraph", "paragraph", "heading", "table"]
    assert content.clean(made) == made
    assert layout.paragraphs(made)[-1] == "a | b"
    assert layout.paragraphs(content.from_markup("")) == []
