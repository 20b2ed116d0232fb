"""Kinds of pages, described without any kit. Each module registers its kinds; `plan.ARCHETYPES` lists them all."""

from training.screens.archetypes import account, admin, forms, marketing, mobile, overlays, reading, records, shop, states, talk, tools, work
from training.screens.archetypes.plan import ARCHETYPES, Archetype, Plan

__all__ = ["ARCHETYPES", "Archetype", "Plan"]

_MODULES = (account, admin, forms, marketing, mobile, overlays, reading, records, shop, states, talk, tools, work)
