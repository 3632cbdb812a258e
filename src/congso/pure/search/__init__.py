"""Search without a framework: the words of a document as index vectors, what was typed as a question, marked snippets.

The vectors and questions are literals of PostgreSQL's tsvector and tsquery, made here because its text parser mangles
``15/2024/QĐ-UBND`` and knows no accents. Beside each word stands each pair of neighbours (``_bo_tri``): a phrase becomes a
conjunction of pairs that an inverted index answers without reading the documents.
"""

from congso.pure.search.lexemes import Forms, code_facets, field_query, forms, vectors, words
from congso.pure.search.question import Question, Term, parse
from congso.pure.search.snippet import Piece, Snippet, flat, marked, matches, snippet

__all__ = [
    "Forms",
    "Piece",
    "Question",
    "Snippet",
    "Term",
    "code_facets",
    "field_query",
    "flat",
    "forms",
    "marked",
    "matches",
    "parse",
    "snippet",
    "vectors",
    "words",
]
