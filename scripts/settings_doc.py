"""Write docs/settings.md from the settings themselves; a test keeps the two equal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from flashweb.settings import PREFIX, Settings

HEAD = """# Settings

Flags of `flashweb serve` win over environment variables, these over a TOML file (`--config FILE`, or
`FLASHWEB_CONFIG`), that over the defaults. A bad or unknown key stops start-up and says which one and what is allowed.

```toml
# flashweb.toml
engine = "nano"

[api]
port = 7861

[serving]
max_waiting = 64
```

The same from the environment: `FLASHWEB_API__PORT=7861 FLASHWEB_SERVING__MAX_WAITING=64 flashweb serve`.
Times are in seconds, sizes in bytes.
"""
_BOUNDS = {"ge": "at least", "gt": "above", "le": "at most", "lt": "below"}


def sections(model: type[BaseModel], name: str = "") -> Iterator[tuple[str, type[BaseModel]]]:
    """The model and those inside it, with their names."""
    yield name, model
    for field_name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from sections(field.annotation, field_name)


def row(section: str, name: str, field: FieldInfo) -> str:
    """One setting as a row of the table."""
    variable = PREFIX + (f"{section}__{name}" if section else name).upper()
    if field.default_factory is not None:
        default = "the cores available" if name == "threads" else "made at start"
    else:
        default = f"`{field.default}`" if field.default is not None else "unset"
    bounds = [f"{word} {getattr(m, key):,}" for m in field.metadata for key, word in _BOUNDS.items() if hasattr(m, key)]
    meaning = field.description or ""
    return f"| `{name}` | `{variable}` | {default} | {', '.join(bounds)} | {meaning} |"


def render() -> str:
    """The whole document."""
    parts = [HEAD]
    for section, model in sections(Settings):
        plain = {
            name: field
            for name, field in model.model_fields.items()
            if not (isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel))
        }
        title = f"[{section}]" if section else "Top level"
        about = (model.__doc__ or "").strip().splitlines()[0]
        table = ["| setting | variable | default | allowed | meaning |", "|---|---|---|---|---|"]
        table += [row(section, name, field) for name, field in plain.items()]
        parts.append(f"\n## {title}\n\n{about}\n\n" + "\n".join(table) + "\n")
    return "".join(parts)


if __name__ == "__main__":
    Path("docs/settings.md").write_text(render(), encoding="utf-8")
