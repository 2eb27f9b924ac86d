"""Narration: what is said of an article, in which order and with which silences, and how speech becomes tracks.

`narrate` turns a prepared article into chapters of utterances, which a voice speaks; `assemble` joins what the voice
answers to one track a chapter. Every utterance carries the id of the sentence that it speaks. What a listener is told
beyond the text ("Citation :", a list's numbers, a column's name) is an inserted edit, so that the written form of an
utterance stays what a reader sees. `losses` tells what is not said.
"""

from __future__ import annotations

from exporter.narration.assembly import assemble, has_room
from exporter.narration.losses import losses, unheard
from exporter.narration.script import narrate
from exporter.rewrite import UNSPOKEN

__all__ = ["UNSPOKEN", "assemble", "has_room", "losses", "narrate", "unheard"]
