"""An article as copied off a page."""

from __future__ import annotations

ARTICLE = """Aller au contenu

La tortue du canal a repris sa route

Par Jeanne Marchal

Publié le 3 mars 2026

Crédit photo : Paul Lenoir

Elle avait disparu depuis l'automne. La tortue du canal de Brissac a été revue mardi matin par une éclusière.

Une habituée des lieux

L'animal, long de 30 cm, vit ici depuis au moins dix ans. Personne ne sait qui l'y a déposé.

Sources

Le Courrier du canal – Une tortue à l'écluse (mars 2026)

Ce texte a été rédigé avec l'aide de l'IA.
"""
