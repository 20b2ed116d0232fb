"""The big models that FlashWeb knows: where they are, what they may be used for, what they need.

Numbers of parameters follow from the shapes in the checkpoints' config.json; those of the vision parts are the
published ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flashweb.engines.image_budget import FixedRule, GridRule, ImageRule
from flashweb.engines.needs import LINEAR_BYTES, Memory, Precision, TextShape, VisionShape


@dataclass(frozen=True, slots=True)
class Model:
    """One checkpoint. huggingface, modelscope: ids there, None where it is not. vision: parameters of everything that
    looks at pictures. context: most tokens of question and answer. note: what else it takes."""

    huggingface: str
    modelscope: str | None
    licence: str
    text: TextShape
    vision: float
    context: int
    note: str = ""

    @property
    def parameters(self) -> float:
        return self.text.parameters + self.vision

    def weights(self, precision: Precision) -> float:
        """Bytes of the weights."""
        linear = self.text.parameters - self.text.embeddings
        return linear * LINEAR_BYTES[precision] + 2 * (self.text.embeddings + self.vision)


@dataclass(frozen=True, slots=True)
class Family:
    """Models that are run alike.

    model_types: of their config.json. rule: how they see pictures. can_read: dense pages unaided; the others are given
    the page's text. reasoning: vLLM's parser for their thinking. has_vllm: vLLM runs them.
    """

    name: str
    model_types: tuple[str, ...]
    models: tuple[Model, ...]
    rule: ImageRule
    vision: VisionShape
    can_read: bool = True
    reasoning: str | None = None
    has_vllm: bool = True
    names: tuple[str, ...] = field(default=())

    def memory(self, model: Model, precision: Precision, tokens: int, rule: ImageRule | None = None) -> Memory:
        """What one request of so many tokens, with the largest picture, needs."""
        picture = self.vision.bytes_for((rule or self.rule).max_tokens)
        return Memory(model.weights(precision), min(tokens, model.context) * model.text.kv_bytes, picture)


_VICUNA_7B = TextShape(4096, 32, 32, 32, 11008, 32000)
_VICUNA_13B = TextShape(5120, 40, 40, 40, 13824, 32000)
_QWEN2_7B = TextShape(3584, 28, 28, 4, 18944, 152064)
_QWEN2_72B = TextShape(8192, 80, 64, 8, 29568, 152064)
_LLAMA2, _APACHE, _QWEN = "Llama 2 Community", "Apache-2.0", "Qwen"
_GRID = GridRule(max_pixels=12_845_056)


def _qwen(name: str, licence: str, text: TextShape, vision: float, context: int) -> Model:
    """Qwen's ids are the same on both hubs."""
    return Model(f"Qwen/{name}", f"Qwen/{name}", licence, text, vision, context)


def _llava(size: str, text: TextShape, vision: float) -> Model:
    name = f"llava-hf/llava-1.5-{size}-hf"
    return Model(name, name, _LLAMA2, text, vision, 4096)


FAMILIES: tuple[Family, ...] = (
    Family(
        "GLM-4.6V-Flash",
        ("glm4v", "glm46v"),
        (
            Model(
                "zai-org/GLM-4.6V-Flash",
                "ZhipuAI/GLM-4.6V-Flash",
                "MIT",
                TextShape(4096, 40, 32, 2, 13696, 151552),
                0.89e9,
                131_072,
            ),
        ),
        GridRule(min_pixels=112 * 112, max_pixels=9_633_792, frames=2),
        VisionShape(1536, 4096),
        reasoning="glm45",
        names=("glm-4.6v", "glm-4.1v", "glm4v", "glm46v"),
    ),
    Family(
        "Qwen3-VL",
        ("qwen3_vl",),
        (
            _qwen("Qwen3-VL-2B-Instruct", _APACHE, TextShape(2048, 28, 16, 8, 6144, 151936, True), 0.41e9, 262_144),
            _qwen("Qwen3-VL-4B-Instruct", _APACHE, TextShape(2560, 36, 32, 8, 9728, 151936, True), 0.42e9, 262_144),
            _qwen("Qwen3-VL-8B-Instruct", _APACHE, TextShape(4096, 36, 32, 8, 12288, 151936), 0.58e9, 262_144),
            _qwen("Qwen3-VL-32B-Instruct", _APACHE, TextShape(5120, 64, 64, 8, 25600, 151936), 0.60e9, 262_144),
        ),
        GridRule(32, 65_536, 16_777_216),
        VisionShape(1152, 4304),
        names=("qwen3-vl", "qwen3_vl"),
    ),
    Family(
        "Qwen2.5-VL",
        ("qwen2_5_vl",),
        (
            _qwen(
                "Qwen2.5-VL-3B-Instruct",
                "Qwen Research (not commercial)",
                TextShape(2048, 36, 16, 2, 11008, 151936, True),
                0.67e9,
                128_000,
            ),
            _qwen("Qwen2.5-VL-7B-Instruct", _APACHE, _QWEN2_7B, 0.68e9, 128_000),
            _qwen("Qwen2.5-VL-32B-Instruct", _APACHE, TextShape(5120, 64, 40, 8, 27648, 152064), 0.69e9, 128_000),
            _qwen("Qwen2.5-VL-72B-Instruct", _QWEN, _QWEN2_72B, 0.70e9, 128_000),
        ),
        _GRID,
        VisionShape(1280, 3420),
        names=("qwen2.5-vl", "qwen2_5_vl"),
    ),
    Family(
        "Qwen2-VL",
        ("qwen2_vl",),
        (
            _qwen("Qwen2-VL-2B-Instruct", _APACHE, TextShape(1536, 28, 12, 2, 8960, 151936, True), 0.67e9, 32_768),
            _qwen("Qwen2-VL-7B-Instruct", _APACHE, _QWEN2_7B, 0.68e9, 32_768),
            _qwen("Qwen2-VL-72B-Instruct", _QWEN, _QWEN2_72B, 0.70e9, 32_768),
        ),
        _GRID,
        VisionShape(1280, 5120),
        names=("qwen2-vl", "qwen2_vl"),
    ),
    Family(
        "LLaVA-1.5",
        ("llava",),
        (_llava("7b", _VICUNA_7B, 0.325e9), _llava("13b", _VICUNA_13B, 0.335e9)),
        FixedRule(336, 576),
        VisionShape(1024, 4096, 1.0),
        can_read=False,
        names=("llava-1.5", "llava-v1.5", "llava:"),
    ),
    Family(
        "MiniGPT-4",
        ("minigpt4",),
        tuple(
            Model(
                f"Vision-CAIR/{name}",
                None,
                "BSD-3-Clause; Vicuna: LLaMA, not commercial",
                text,
                1.1e9,
                2048,
                "the language part; also the project's own checkpoint of the projection, and BLIP-2's vision part",
            )
            for name, text in (("vicuna-7b", _VICUNA_7B), ("vicuna", _VICUNA_13B))
        ),
        FixedRule(224, 32, is_squeezed=True),
        VisionShape(1408, 6144, 257 / 32),
        can_read=False,
        has_vllm=False,
        names=("minigpt-4", "minigpt4", "vision-cair"),
    ),
)


def family_of(config: Mapping[str, Any]) -> Family | None:
    """The family of a checkpoint by its config.json; None for one that is not known."""
    kind = config.get("model_type")
    return next((family for family in FAMILIES if kind in family.model_types), None)


def family_named(name: str) -> Family | None:
    """The family of a model by its id or path, for servers that tell no more."""
    lowered = name.lower()
    return next((family for family in FAMILIES if any(part in lowered for part in family.names)), None)


def find_model(name: str) -> tuple[Family, Model] | None:
    """The catalogue's entry of an id on either hub."""
    pairs = ((family, model) for family in FAMILIES for model in family.models)
    return next((pair for pair in pairs if name in (pair[1].huggingface, pair[1].modelscope)), None)
