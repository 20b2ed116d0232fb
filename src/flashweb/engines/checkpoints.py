"""What there is to know of a model that somebody names: a folder with its own files, or an id of the catalogue."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flashweb.core.errors import ConfigurationError
from flashweb.engines.families import Family, Model, family_named, family_of, find_model
from flashweb.engines.image_budget import ImageRule, rule_of
from flashweb.engines.needs import TextShape


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a model that is to run. model: None where only its family could be told from its name."""

    family: Family
    rule: ImageRule
    model: Model | None = None


def known(name: str) -> Known | None:
    """What there is to know of a model by its folder, its id on a hub, or what a server calls it.

    Raises ConfigurationError for a folder whose files cannot be read.
    """
    folder = Path(name)
    if (folder / "config.json").is_file():
        config = _read(folder / "config.json")
        family = family_of(config)
        if family is None:
            return None
        processor = folder / "preprocessor_config.json"
        rule = rule_of(family.rule, _read(processor)) if processor.is_file() else family.rule
        return Known(family, rule, model_of(config, name, family.models[0].vision))
    if (found := find_model(name)) is not None:
        return Known(found[0], found[0].rule, found[1])
    family = family_named(name)
    return Known(family, family.rule) if family is not None else None


def _read(path: Path) -> Mapping[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigurationError(f"{path} cannot be read ({error}); copy the model anew.") from error
    if not isinstance(found, dict):
        raise ConfigurationError(f"{path} holds no object; copy the model anew.")
    return found


def model_of(config: Mapping[str, Any], name: str, vision: float = 0.0) -> Model:
    """A checkpoint that is not in the catalogue, from its config.json; vision: parameters of its vision part.

    What its language part leaves out has the value of Vicuna-7B, as in LLaVA-1.5's files.
    """
    text = config.get("text_config") or config
    heads = int(text.get("num_attention_heads", 32))
    hidden = int(text.get("hidden_size", 4096))
    shape = TextShape(
        hidden,
        int(text.get("num_hidden_layers", 32)),
        heads,
        int(text.get("num_key_value_heads") or heads),
        int(text.get("intermediate_size", 11008)),
        int(text.get("vocab_size", 32000)),
        bool(text.get("tie_word_embeddings", config.get("tie_word_embeddings", False))),
        int(text.get("head_dim") or hidden // heads),
    )
    return Model(name, None, "see the model's own files", shape, vision, int(text.get("max_position_embeddings", 4096)))
