"""Words as the engine would give them."""

from congso.pure.reading.scans.engine import Letter, Token


def line(
    number: int, x: int, y: int, text: str, *, sure: float = 0.95, wide: int = 26, tall: int = 46
) -> list[Token]:
    """A line of words, each letter `wide` pixels broad."""
    made = []
    for word in text.split(" "):
        letters = tuple(
            Letter(letter, x + wide * at, y, x + wide * (at + 1) - 4, y + tall)
            for at, letter in enumerate(word)
        )
        end = x + wide * len(word) - 4
        made.append(Token(word, number, x, y, end, y + tall, sure, letters, float(y), float(y + tall)))
        x = end + 20
    return made
