"""What an operator may tune about guardrails: named policies, which route follows which, and word lists."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from flashweb.core.errors import ConfigurationError
from flashweb.guardrails.base import Action


class Policy(BaseModel):
    """What is done about what is found: allow, flag, fence, redact or block."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: Action = Field("flag", description="prompt injection in a question")
    picture: Action = Field(
        "flag", description="prompt injection in a picture; above flag the whole picture is read before the answer"
    )
    picture_moderation: Literal["flag", "block"] = Field("block", description="what the picture hook objects to")
    moderation: bool = Field(True, description="listed words are masked, replaced or end the answer")
    personal_data: bool = Field(
        False, description="mobile, ID card and bank card numbers and e-mail addresses in answers are masked"
    )


class GuardrailSettings(BaseModel):
    """Protection against what is asked, shown and answered."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    enabled: bool = Field(True, description="off: no guardrail runs, whatever the policies say")
    policy: Policy = Field(default_factory=Policy)
    policies: dict[str, Policy] = Field(
        default_factory=dict, description="further policies by name, for routes and keys; [guardrails.policies.NAME]"
    )
    routes: dict[str, str] = Field(
        default_factory=dict, description="policy name by route, such as {'/v1/vqa' = 'strict'}; a key's own goes first"
    )
    threshold: float = Field(0.36, gt=0, le=1, description="how sure the injection detector must be")
    second_look: bool = Field(True, description="also look for faint and off-colour text, when there is time")
    default_words: bool = Field(True, description="use the short word list that ships with the package")
    word_lists: tuple[Path, ...] = Field((), description="further word lists, read anew when they change")
    picture_hook: str | None = Field(
        None, description="'module:function' that judges pixels before an answer; see docs/guardrails.md"
    )
    redact_logs: bool = Field(True, description="personal data is masked in logs and in the audit record")

    @model_validator(mode="after")
    def _routes_name_policies(self) -> Self:
        for route, name in self.routes.items():
            if name != "default" and name not in self.policies:
                known = ", ".join(["default", *self.policies])
                raise ValueError(f"route {route} names the policy {name!r}; there are: {known}")
        return self

    def policy_of(self, name: str | None) -> Policy:
        """The policy of that name, None for the default; raises ConfigurationError for one that is not there.

        A key may name a policy that the settings lost; answering it unguarded would be worse than not at all.
        """
        if name is None or (name == "default" and name not in self.policies):
            return self.policy
        if name not in self.policies:
            known = ", ".join(["default", *self.policies])
            raise ConfigurationError(
                f"There is no guardrail policy {name!r}; add [guardrails.policies.{name}] ({known})."
            )
        return self.policies[name]
