"""Letters: how they greet those whom they are for."""

from __future__ import annotations

import re

from exporter.readers.press.lines import fold

_LONGEST = 120
_DEAR = r"(?:(?:mes|nos|bien|tres) )?cher(?:e|s|es|\(e\)s?|[·.-]e(?:[·.-]?s)?|s[·.-](?:e?re)?s?)? "
_READER = (
    r"(?:ami|adherent|collegue|parent|lect(?:eur|rice)|concitoyen|voisin|membre|client|abonne|camarade|compatriote|auditeur"
    r"|auditrice|confrere|consoeur|internaute|benevole|habitant|eleve|tou[st])\S{0,6}"
)
_GREETING = re.compile(
    rf"(?:{_DEAR}|(?:mesdames|messieurs|madame|monsieur|mademoiselle|bonjour|bonsoir|salut|coucou)\b)[^.!?:;]*,"
    rf"|{_DEAR}{_READER}(?:(?:,| et| /) (?:{_DEAR})?{_READER})*(?: ?!)?"
    r"|(?:mesdames|madame)(?:,| et) (?:messieurs|monsieur)(?: ?!)?"
    r"|(?:bonjour|bonsoir)(?: a tou\w+(?: et (?:a )?tou\w+)?)?(?: ?!)?"
)


def salutation(text: str) -> bool:
    """Tell whether a whole line greets the reader: "Chers adhérents,", "Madame, Monsieur,", "Bonjour à tous !"."""
    return len(text) <= _LONGEST and _GREETING.fullmatch(fold(text)) is not None
