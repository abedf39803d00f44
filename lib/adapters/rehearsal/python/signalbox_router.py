"""The real LiteLLM Router of one configuration, asked in which order it calls deployments: `signalbox_router.py FOLDER`.

One JSON order per line on standard input, one JSON answer per line on standard output, in turn:

    {"verb": "load", "model_list": [...], "router": {...}, "litellm": {...}}
    {"loaded": ["<key>", ...]}                       or {"refused": "<class>: <words>"}
    {"verb": "call", "model": "<name>", "outcomes": {"<key>": "<outcome>"}, "seconds": 10}
    {"calls": ["<key>", ...], "answered": "<key>" | null, "status": 500 | null, "error": "<class>: <words>" | null}

The first line of all is {"ready": true, "litellm": "<version>"}. A deployment's key is its `signalbox_key`; it is served
in process by a provider of our own that notes who was called, and without an outcome it answers. Nothing leaves the machine.
FOLDER is its own; when the console goes, the folder goes too.
"""

import asyncio
import importlib.metadata
import json
import logging
import os
import shutil
import sys

import signalbox_shared

os.environ.update(signalbox_shared.OFFLINE)
os.environ["LITELLM_LOG"] = "CRITICAL"

# LiteLLM prints to standard output, so what is said to the console goes over a copy of it.
replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)
signalbox_shared.refuse_network()

import litellm  # noqa: E402
from litellm import CustomLLM, Router  # noqa: E402
from litellm.litellm_core_utils import get_llm_provider_logic  # noqa: E402
from litellm.utils import custom_llm_setup  # noqa: E402

litellm.suppress_debug_info = True
litellm.telemetry = False
logging.disable(logging.CRITICAL)

PROVIDER = "witness"
SCHEME = "witness://"


def reply(message):
    replies.write(json.dumps(message) + "\n")
    replies.flush()


def failure(outcome, key):
    details = {"message": f"{outcome} of {key}", "model": key, "llm_provider": PROVIDER}
    classes = {
        "context_window": litellm.ContextWindowExceededError,
        "content_policy": litellm.ContentPolicyViolationError,
        "rate_limit": litellm.RateLimitError,
        "authentication": litellm.AuthenticationError,
    }
    return classes.get(outcome, litellm.InternalServerError)(**details)


class Witness(CustomLLM):
    """Notes the deployment, known by the address it was given, then answers or fails as the scenario says."""

    def __init__(self):
        super().__init__()
        self.begin({})

    def begin(self, outcomes):
        self.calls, self.outcomes = [], outcomes

    async def acompletion(self, model, messages, api_base, *positional, **named):
        key = api_base.removeprefix(SCHEME)
        self.calls.append(key)
        outcome = self.outcomes.get(key, "answer")
        if outcome != "answer":
            raise failure(outcome, key)
        return litellm.completion(model="gpt-4o", messages=messages, mock_response="ok")


witness = Witness()
litellm.custom_provider_map = [{"provider": PROVIDER, "custom_handler": witness}]
custom_llm_setup()
# Would send some Azure models elsewhere although their provider is named.
get_llm_provider_logic.is_non_openai_azure_model = lambda *_: False


def is_smart(model):
    return str(model).startswith("auto_router/")


def stand_in(deployment):
    """Done after the Router has judged the deployment by what is written. Wildcard groups are held apart, as copies."""
    key = deployment["model_info"]["signalbox_key"]
    params = deployment["litellm_params"]
    if not is_smart(params["model"]):
        params.update({"api_base": SCHEME + key, "api_key": "none"})
    return key


original_acompletion = litellm.acompletion


async def acompletion(*positional, **named):
    """The provider is exchanged as late as can be: the Router looks models up by the one that is written."""
    if str(named.get("api_base")).startswith(SCHEME):
        named["custom_llm_provider"] = PROVIDER
    return await original_acompletion(*positional, **named)


litellm.acompletion = acompletion


class Rehearsal:
    """One loaded configuration. Module settings are put back before the next one."""

    def __init__(self):
        self.router, self.kept = None, {}

    def load(self, order):
        if self.router is not None:
            self.router.discard()
            self.router = None
        for name, value in self.kept.items():
            setattr(litellm, name, value)
        self.kept = {}
        for name, value in order["litellm"].items():
            self.kept[name] = getattr(litellm, name, None)
            setattr(litellm, name, value)
        keys = [entry.pop("signalbox_key") for entry in order["model_list"]]
        for key, entry in zip(keys, order["model_list"]):
            entry.setdefault("model_info", {})["signalbox_key"] = key
        # The gateway too leaves out what it cannot serve, and says so in its log only.
        self.router = Router(model_list=order["model_list"], ignore_invalid_deployments=True, **order["router"])
        patterns = [held for some in self.router.pattern_router.patterns.values() for held in some]
        for deployment in patterns:
            stand_in(deployment)
        return {"loaded": [stand_in(deployment) for deployment in self.router.model_list]}

    async def call(self, order):
        witness.begin(order["outcomes"])
        status = error = None
        message = [{"role": "user", "content": "ok?"}]
        try:
            pending = self.router.acompletion(model=order["model"], messages=message, metadata={})
            await asyncio.wait_for(pending, order["seconds"])
        except Exception as problem:  # whatever class the Router ends with is the result
            status = getattr(problem, "status_code", None)
            error = describe(problem)
        answered = witness.calls[-1] if error is None and witness.calls else None
        return {"calls": list(witness.calls), "answered": answered, "status": status, "error": error}


def describe(problem):
    return f"{type(problem).__name__}: {problem}"[:2000]


async def main():
    orders = asyncio.Queue()
    loop = asyncio.get_running_loop()
    signalbox_shared.end_with_parent(
        sys.stdin,
        on_line=lambda line: loop.call_soon_threadsafe(orders.put_nowait, line),
        before=lambda: shutil.rmtree(sys.argv[1], ignore_errors=True),
    )
    rehearsal = Rehearsal()
    reply({"ready": True, "litellm": importlib.metadata.version("litellm")})
    while True:
        order = json.loads(await orders.get())
        if order["verb"] == "call":
            reply(await rehearsal.call(order))
            continue
        try:
            reply(rehearsal.load(order))
        except Exception as problem:  # what the gateway itself would refuse to start with
            reply({"refused": describe(problem)})


if __name__ == "__main__":
    asyncio.run(main())
