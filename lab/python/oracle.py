"""Ask the real LiteLLM Router in which order it calls deployments.

One JSON case per line on standard input, one JSON answer per line on standard output:

    {"model_list": [{"model_name", "id", "model", "order"?}], "router": {...}, "litellm": {...},
     "request": "name", "outcomes": {"<deployment id>": "answer" | "general" | "context_window" | "content_policy"}}
    {"calls": ["<deployment id>", ...], "answered": "<deployment id>" | null, "error": "<class>" | null}

`router` holds arguments of the Router (the fallback lists, aliases, max_fallbacks), `litellm` the module settings that
`litellm_settings` of a configuration file would set. A deployment without an outcome fails with a general error.
Every deployment is served in process by a provider of our own that notes who was called: no network, no keys.
"""

import asyncio
import json
import logging
import os
import sys

os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")
os.environ.setdefault("LITELLM_MODE", "PRODUCTION")
os.environ.setdefault("LITELLM_LOG", "CRITICAL")

import litellm  # noqa: E402
from litellm import CustomLLM, Router  # noqa: E402
from litellm.utils import custom_llm_setup  # noqa: E402

litellm.suppress_debug_info = True
litellm.telemetry = False
logging.disable(logging.CRITICAL)

PROVIDER = "witness"
MODULE_SETTINGS = (
    "fallbacks",
    "default_fallbacks",
    "context_window_fallbacks",
    "content_policy_fallbacks",
    "max_fallbacks",
)


def failure(kind, name):
    details = {"message": f"{kind} failure of {name}", "model": name, "llm_provider": PROVIDER}
    if kind == "context_window":
        return litellm.ContextWindowExceededError(**details)
    if kind == "content_policy":
        return litellm.ContentPolicyViolationError(**details)
    return litellm.InternalServerError(**details)


class Witness(CustomLLM):
    """Notes the deployment, known by the address it was given, then answers or fails as the case says."""

    def __init__(self):
        super().__init__()
        self.begin({})

    def begin(self, outcomes):
        self.calls, self.outcomes = [], outcomes

    async def acompletion(self, model, messages, api_base, *positional, **named):
        deployment = api_base.removeprefix("witness://")
        self.calls.append(deployment)
        outcome = self.outcomes.get(deployment, "general")
        if outcome != "answer":
            raise failure(outcome, deployment)
        return litellm.completion(model="gpt-4o", messages=messages, mock_response=deployment)


witness = Witness()
litellm.custom_provider_map = [{"provider": PROVIDER, "custom_handler": witness}]
custom_llm_setup()


def deployment_of(entry):
    params = {"model": entry["model"], "api_base": f"witness://{entry['id']}", "api_key": "none"}
    if entry.get("order") is not None:
        params["order"] = entry["order"]
    return {"model_name": entry["model_name"], "litellm_params": params, "model_info": {"id": entry["id"]}}


async def replay(case):
    witness.begin(case.get("outcomes", {}))
    for name in MODULE_SETTINGS:
        setattr(litellm, name, case.get("litellm", {}).get(name))
    router = Router(
        model_list=[deployment_of(entry) for entry in case["model_list"]],
        num_retries=0,
        disable_cooldowns=True,
        **case.get("router", {}),
    )
    answered = error = None
    try:
        await router.acompletion(model=case["request"], messages=[{"role": "user", "content": "?"}], metadata={})
        answered = witness.calls[-1]
    except Exception as problem:  # whatever class the Router ends with is the result
        error = type(problem).__name__
    router.discard()
    return {"calls": list(witness.calls), "answered": answered, "error": error}


async def main():
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        if line.strip():
            print(json.dumps(await replay(json.loads(line))), flush=True)


if __name__ == "__main__":
    asyncio.run(main())
