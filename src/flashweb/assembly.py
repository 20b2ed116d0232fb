"""The part of the composition root that builds engines: the one that settings name, and what goes around it.

Each engine is imported only where it runs.
"""

from __future__ import annotations

from dataclasses import replace

from flashweb.core.errors import ConfigurationError
from flashweb.engines.base import Engine
from flashweb.engines.checkpoints import known
from flashweb.engines.fitting import Fitter
from flashweb.engines.prepared import PreparedEngine
from flashweb.engines.prompting import Grounder
from flashweb.media.store import MediaStore
from flashweb.perception.parser import ScreenParser
from flashweb.settings import Settings
from flashweb.telemetry.metrics import Metrics


def build_engine(settings: Settings, media: MediaStore, parser: ScreenParser, metrics: Metrics) -> Engine:
    """The engine, not started. Raises ConfigurationError for settings that cannot work."""
    if settings.engine == "echo":
        from flashweb.engines.echo import EchoEngine  # noqa: PLC0415

        return EchoEngine(settings.echo)
    if settings.engine == "nano":
        from flashweb.engines.nano.engine import NanoEngine  # noqa: PLC0415

        return NanoEngine(parser, media.pixels, settings.nano)
    grounder = Grounder(parser, media, settings.grounding)
    fitter = Fitter(parser, media, settings.image_budget)
    if settings.engine == "remote":
        from flashweb.engines.remote.engine import RemoteEngine  # noqa: PLC0415

        return PreparedEngine(RemoteEngine(media, settings.remote), grounder, fitter, settings.remote.model)
    if settings.engine == "vllm":
        return PreparedEngine(_vllm(settings, media, grounder, metrics), grounder, fitter, settings.vllm.model)
    return PreparedEngine(_transformers(settings, media), grounder, fitter, settings.transformers.model)


def _transformers(settings: Settings, media: MediaStore) -> Engine:
    from flashweb.engines.transformers.engine import TransformersEngine  # noqa: PLC0415

    engine = TransformersEngine(media.pixels, settings.transformers)
    media.on_remove(engine.forget)
    return engine


def _vllm(settings: Settings, media: MediaStore, grounder: Grounder, metrics: Metrics) -> Engine:
    from flashweb.engines.vllm.engine import VllmEngine  # noqa: PLC0415

    found = known(settings.vllm.model or "")
    if found is not None and not found.family.has_vllm:
        raise ConfigurationError(f"vLLM has no {found.family.name}; use --engine transformers.")
    if found is not None:
        found = replace(found, rule=found.rule.limited(settings.image_budget.max_tokens))
    is_grounded = grounder.mode(can_read=found is None or found.family.can_read) != "off"
    engine = VllmEngine(media, settings.vllm, settings.remote, found, is_grounded)
    metrics.forward(engine.metrics)
    return engine
