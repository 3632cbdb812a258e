import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from congso.pure.layout import (
    DocumentTooLarge,
    PageBreak,
    Paragraph,
    Rule,
    Run,
    Table,
    from_prosemirror,
    paragraphs,
    to_text,
)
from congso.pure.layout import prosemirror as module


def text(value, *marks):
    return {"type": "text", "text": value, "marks": [{"type": mark} for mark in marks]}


def node(kind, *content, **attrs):
    return {"type": kind, "content": list(content), "attrs": attrs}


def doc(*content):
    return node("doc", *content)


def para(value, **attrs):
    return node("paragraph", text(value), **attrs)


def only(*content):
    (block,) = from_prosemirror(doc(*content))
    return block


def test_marks_become_looks():
    block = only(
        node(
            "paragraph",
            text("a", "bold", "italic", "underline"),
            text("b", "strong", "em", "strike"),
            text("2", "superscript"),
            text("3", "subscript"),
            text("c", "textStyle"),
            {"type": "hardBreak"},
        )
    )
    assert block.runs == (
        Run("a", bold=True, italic=True, underline=True),
        Run("b", bold=True, italic=True, strike=True),
        Run("2", superscript=True),
        Run("3", subscript=True),
        Run("c"),
        Run("\n"),
    )


@pytest.mark.parametrize(
    ("align", "indent"), [("left", True), ("justify", True), ("center", False), ("right", False)]
)
def test_alignment_of_a_paragraph(align, indent):
    block = only(para("x", textAlign=align))
    assert (block.align, block.indent) == (align, indent)


def test_leading_grounds_are_italic_and_the_rest_is_not():
    blocks = from_prosemirror(
        doc(para("Căn cứ Luật số 1;"), para("Theo đề nghị của Sở;"), para("Căn"), para("Căn cứ"))
    )
    assert [block.italic for block in blocks] == [True, True, False, False]


def test_a_table_ends_the_grounds():
    blocks = from_prosemirror(doc(node("horizontalRule"), para("Căn cứ Luật")))
    assert isinstance(blocks[0], Rule)
    assert not blocks[1].italic


def test_enacting_words_are_centred_and_bold():
    block = only(para("QUYẾT ĐỊNH:"))
    assert (block.align, block.bold, block.indent) == ("center", True, False)
    assert only(para("QUYẾT ĐỊNH:", textAlign="left")).bold is False


def test_the_word_article_is_bold_alone():
    assert only(para("Điều 1. Ban hành Quy chế")).runs == (
        Run("Điều 1.", bold=True),
        Run(" Ban hành Quy chế"),
    )
    assert only(node("paragraph", text("Điều 2. Đậm", "bold"))).runs == (Run("Điều 2. Đậm", bold=True),)


@pytest.mark.parametrize(
    ("words", "attrs", "align"),
    [
        ("Chương I", {}, "center"),
        ("Mục 1", {"textAlign": "center"}, "center"),
        ("QUYẾT NGHỊ:", {}, "center"),
        ("I. MỤC ĐÍCH", {}, "justify"),
        ("Giữa", {"textAlign": "center"}, "center"),
        ("Chương I", {"textAlign": "right"}, "right"),
    ],
)
def test_headings_are_bold_and_stay_with_what_follows(words, attrs, align):
    block = only(node("heading", text(words), level=1, **attrs))
    assert (block.align, block.bold, block.sticky) == (align, True, True)


def item(*content):
    return node("listItem", *content)


def test_lists_are_numbered_as_the_decree_does():
    inner = node(
        "orderedList", item(para("điểm")), item(para("điểm"), node("orderedList", item(para("sâu"))))
    )
    bullets = node("bulletList", item(para("gạch"), node("bulletList", item(para("cộng")))))
    tree = doc(node("orderedList", item(para("khoản"), inner), start=3), bullets)
    assert paragraphs(tree) == ["3. khoản", "a) điểm", "b) điểm", "- sâu", "- gạch", "+ cộng"]


def test_a_list_item_without_a_paragraph_keeps_its_content():
    tree = doc(node("orderedList", item(), item(node("horizontalRule")), start="x"))
    assert from_prosemirror(tree) == [Rule()]


def cell(value, kind="tableCell", **attrs):
    return node(kind, para(value), **attrs)


def test_a_table_keeps_spans_widths_and_nested_text():
    nested = node(
        "tableCell", node("table", node("tableRow", cell("trong"))), node("horizontalRule"), colspan=-1
    )
    tree = doc(
        node(
            "table",
            node(
                "tableRow",
                cell("STT", "tableHeader", colwidth=[40]),
                cell("Tên", "tableHeader", colwidth=[120]),
            ),
            node("tableRow", cell("1", rowspan=2, colwidth=["x"]), nested),
            landscape=True,
        )
    )
    block = only(tree)
    assert isinstance(block, Table)
    assert (block.widths, block.landscape) == ((40.0, 120.0), True)
    assert block.rows[0][0].header
    assert block.rows[1][0].rowspan == 2
    assert block.rows[1][1].colspan == 1
    assert paragraphs(tree) == ["STT | Tên", "1 | trong"]
    assert only(node("table", node("tableRow", cell("a", colwidth=None)))).widths == ()


def test_cells_keep_only_centre_and_right():
    row = node("tableRow", node("tableCell", para("a", textAlign="center"), para("b", textAlign="justify")))
    (parts,) = only(node("table", row)).rows[0]
    assert [p.align for p in parts.paragraphs] == ["center", "left"]


def test_unknown_nodes_keep_their_text():
    tree = doc(
        node("callout", text("trôi "), text("nổi"), para("trong"), text("cuối")),
        node("paragraph", node("mention", text("@An")), {"type": "image"}),
        node("pageBreak"),
    )
    assert to_text(tree) == "trôi nổi\ntrong\ncuối\n@An"
    assert isinstance(from_prosemirror(tree)[-1], PageBreak)


@pytest.mark.parametrize(
    "junk", [None, 7, "x", [], {}, {"content": 3}, doc(None, 5, "x"), doc(text(""), {"type": "text"})]
)
def test_junk_is_no_block(junk):
    assert from_prosemirror(junk) == []


def test_wrong_types_within_a_node_count_as_absent():
    tree = doc({"type": "paragraph", "attrs": 5, "content": [{"type": "text", "text": "a", "marks": 3}]})
    assert from_prosemirror(tree) == [Paragraph((Run("a"),))]
    odd = doc({"type": "paragraph", "content": [{"type": "text", "text": "a", "marks": [3, {"type": []}]}]})
    assert from_prosemirror(odd) == [Paragraph((Run("a"),))]


def test_depth_is_bounded():
    tree = para("đáy")
    for _ in range(200):
        tree = node("blockquote", tree)
    assert from_prosemirror(doc(tree)) == []


def test_number_of_nodes_is_bounded(monkeypatch):
    monkeypatch.setattr(module, "MAX_NODES", 5)
    with pytest.raises(DocumentTooLarge):
        from_prosemirror(doc(*[para("x")] * 6))


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "content", "attrs", "text", "marks", "colspan"]), inner, max_size=4
        )
    ),
    max_leaves=20,
)


@settings(max_examples=60, deadline=None)
@given(_json)
def test_nothing_a_browser_sends_raises(value):
    assert isinstance(to_text(value), str)
