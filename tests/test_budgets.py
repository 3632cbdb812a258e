"""Budgets: function 50 lines and 12 branches, file 400 lines (tests 600), template 200, 6 parameters after the actor."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.tree import is_test, name, python_files, tracked

FUNCTION_LINES, FUNCTION_BRANCHES, PARAMETERS = 50, 12, 6
FILE_LINES, TEST_FILE_LINES, TEMPLATE_LINES = 400, 600, 200
_BRANCHING = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.ExceptHandler, ast.IfExp, ast.match_case)
Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def length(function: Function) -> int:
    """Lines from `def` to the end, without decorators and docstring."""
    lines = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if (
        isinstance(first, ast.Expr)
        and isinstance(first.value, ast.Constant)
        and isinstance(first.value.value, str)
    ):
        lines -= (first.end_lineno or first.lineno) - first.lineno + 1
    return lines


def branches(function: Function) -> int:
    """Branching statements of the function itself; functions inside it are counted on their own."""
    count, waiting = 0, list(ast.iter_child_nodes(function))
    while waiting:
        node = waiting.pop()
        if not isinstance(node, Function):
            count += isinstance(node, _BRANCHING)
            waiting.extend(ast.iter_child_nodes(node))
    return count


def parameters(function: Function) -> int:
    """Parameters that a caller must know: without self, cls, request and the actor."""
    arguments = function.args
    names = [argument.arg for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
    return len([one for one in names if one not in {"self", "cls", "request", "actor"}])


def too_much(path: Path, source: str, *, test: bool) -> Iterator[str]:
    """One line for each budget that the source breaks."""
    lines = source.count("\n") + 1
    limit = TEST_FILE_LINES if test else FILE_LINES
    if lines > limit + 1:
        yield f"{path}: {lines} lines, at most {limit}"
    for function in functions(ast.parse(source)):
        where = f"{path}:{function.lineno} {function.name}"
        if length(function) > FUNCTION_LINES:
            yield f"{where}: {length(function)} lines, at most {FUNCTION_LINES}"
        if branches(function) > FUNCTION_BRANCHES:
            yield f"{where}: {branches(function)} branches, at most {FUNCTION_BRANCHES}"
        if not test and parameters(function) > PARAMETERS:
            yield f"{where}: {parameters(function)} parameters, at most {PARAMETERS}"


def test_python_stays_within_its_budgets() -> None:
    found = [
        text
        for path in python_files()
        for text in too_much(Path(name(path)), path.read_text(encoding="utf-8"), test=is_test(path))
    ]
    assert not found, "\n".join(found)


def test_templates_stay_within_their_budget() -> None:
    templates = [path for path in tracked() if path.suffix in {".html", ".txt"} and "templates" in path.parts]
    long = {name(path): path.read_text(encoding="utf-8").count("\n") for path in templates}
    assert not {key: value for key, value in long.items() if value > TEMPLATE_LINES}


@pytest.mark.parametrize(
    ("source", "word"),
    [
        ("def f():\n" + "    x = 1\n" * 50, "51 lines"),
        ("def f(a):\n" + "    if a: pass\n" * 13, "13 branches"),
        ("def f(*, actor, a, b, c, d, e, f, g): ...", "7 parameters"),
        ("x = 1\n" * 402, "403 lines"),
    ],
)
def test_a_planted_fault_is_caught(source: str, word: str) -> None:
    assert word in "\n".join(too_much(Path("planted.py"), source, test=False))


@pytest.mark.parametrize(
    "source",
    [
        'def f():\n    """' + "words\n" * 60 + '"""\n    return 1\n',
        "def f(a):\n" + "    def g(b):\n        if b: pass\n" * 13,
        "def f(self, *, actor, a, b, c, d, e, f): ...",
    ],
)
def test_what_is_within_passes(source: str) -> None:
    assert not list(too_much(Path("planted.py"), source, test=False))
