"""Ask the real LiteLLM Router in which order it calls deployments.

One JSON case per line on standard input, one JSON answer per line on standard output:

    {"config": "<text of a configuration file>" | {...}, "request": "name",
     "outcomes": {"<deployment id>": "answer" | "context_window" | "rate_limit" | ...}}
    {"calls": ["<deployment id>", ...], "answered": "<deployment id>" | null, "error": "<class>" | null}
    {"refused": "<why the Router does not start>"}

`config` is read as the proxy reads it: `model_list`, `router_settings` for arguments of the Router, `litellm_settings`
for the settings of the module. A deployment's `api_base` is `witness://<id>`; one without an outcome fails with a
general error. Every deployment is served in process by a provider of our own that notes who was called: no network,
no keys. Waiting before retries is skipped.
"""

import asyncio
import json
import logging
import os
import sys

os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")
os.environ.setdefault("LITELLM_MODE", "PRODUCTION")
os.environ.setdefault("LITELLM_LOG", "CRITICAL")

import httpx  # noqa: E402
import litellm  # noqa: E402
import yaml  # noqa: E402
from litellm import CustomLLM, Router  # noqa: E402
from litellm.utils import custom_llm_setup  # noqa: E402

litellm.suppress_debug_info = True
litellm.telemetry = False
logging.disable(logging.CRITICAL)

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
PROVIDER = "witness"
MODULE_SETTINGS = (
    "fallbacks",
    "default_fallbacks",
    "context_window_fallbacks",
    "content_policy_fallbacks",
    "max_fallbacks",
    "num_retries",
)
FAILURES = {
    "context_window": litellm.ContextWindowExceededError,
    "content_policy": litellm.ContentPolicyViolationError,
    "internal_server": litellm.InternalServerError,
    "rate_limit": litellm.RateLimitError,
    "timeout": litellm.Timeout,
    "authentication": litellm.AuthenticationError,
    "permission_denied": litellm.PermissionDeniedError,
    "not_found": litellm.NotFoundError,
    "bad_request": litellm.BadRequestError,
    "bad_gateway": litellm.BadGatewayError,
    "service_unavailable": litellm.ServiceUnavailableError,
    "connection": litellm.APIConnectionError,
}


def failure(kind, name):
    details = {"message": f"{kind} failure of {name}", "model": name, "llm_provider": PROVIDER}
    if kind == "permission_denied":
        details["response"] = httpx.Response(403, request=httpx.Request("POST", "http://witness"))
    return FAILURES.get(kind, litellm.InternalServerError)(**details)


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


def read(config):
    read_config = yaml.load(config, Loader=Loader) if isinstance(config, str) else config
    return tuple(read_config.get(name) or {} for name in ("model_list", "router_settings", "litellm_settings"))


async def replay(case):
    witness.begin(case.get("outcomes", {}))
    model_list, router_settings, litellm_settings = read(case["config"])
    for name in MODULE_SETTINGS:
        setattr(litellm, name, litellm_settings.get(name))
    try:
        router = Router(model_list=model_list or [], **router_settings)
    except Exception as problem:  # the gateway would not start
        return {"refused": f"{type(problem).__name__}: {problem}"}
    router._time_to_sleep_before_retry = lambda **_: 0
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
