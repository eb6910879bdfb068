"""Synthetic transcripts of a stated size: Swedish words, speaker labels, a fixed seed."""

import random
from pathlib import Path

WORDS = """
    vi har inte det som man kan säga att alla möten blir av när någon ny börjar hos kommunen och
    försäkringskassan ringer fast jag tycker ändå att handläggaren gör så gott hon kan med sina
    ärenden rehabilitering samverkansgruppen överenskommelse chefen arbetsförmedlingen psykiatrin
    vårdcentralen planering uppföljning förra året slutade två stycken samtidigt ungefär därför
""".split()


def transcript(characters: int, *, seed: int) -> str:
    """About `characters` code points of turns by IP1-IP5 and a moderator."""
    random_words = random.Random(seed)
    turns: list[str] = [f"Intervju {seed}", "Kommun: Eksjö", ""]
    size = 0
    while size < characters:
        speaker = random_words.choice(("Moderator", "IP1", "IP2", "IP3", "IP4", "IP5"))
        sentences = []
        for _ in range(random_words.randint(1, 4)):
            words = random_words.choices(WORDS, k=random_words.randint(4, 12))
            sentences.append(" ".join(words).capitalize() + ".")
        turn = f"{speaker}: {' '.join(sentences)}"
        turns.append(turn)
        size += len(turn) + 1
    return "\n".join(turns) + "\n"


def write_folder(folder: Path, *, texts: int, characters: int) -> Path:
    """`texts` files `001.txt` … of `characters` each."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(1, texts + 1):
        text = transcript(characters, seed=number)
        (folder / f"{number:03d}.txt").write_text(text, encoding="utf-8")
    return folder
