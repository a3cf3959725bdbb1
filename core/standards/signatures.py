"""What a clause may say to a rule, read from the rule's own signature."""

import inspect
from dataclasses import dataclass
from typing import Any, get_type_hints

from core.standards.rules import AnyRule


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter; `name` is as a clause writes it, `type` an alias of core/standards/params.py.

    `default` means nothing where it is `required`.
    """

    name: str
    type: Any
    required: bool
    default: object

    @property
    def written(self) -> str:
        """As a line of help shows it: `at_least: 2`, `pattern: …`, `[example]`."""
        if self.required:
            return f"{self.name}: …"
        if self.default in (None, "", ()):
            return f"[{self.name}]"
        told = str(self.default).lower() if isinstance(self.default, bool) else str(self.default)
        return f"{self.name}: {told}"


def parameters(rule: AnyRule) -> tuple[Parameter, ...]:
    """The keyword-only parameters of its check, in their order.

    An underscore at the end, which keeps a name from being a word of Python, falls away.
    """
    hints = get_type_hints(rule.check, include_extras=True)
    return tuple(
        Parameter(each.name.rstrip("_"), hints[each.name], each.default is each.empty, each.default)
        for each in inspect.signature(rule.check).parameters.values()
        if each.kind is each.KEYWORD_ONLY
    )
