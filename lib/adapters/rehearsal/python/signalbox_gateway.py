"""A throw-away LiteLLM gateway: `signalbox_gateway.py FOLDER PORT STANDINPORT`.

FOLDER holds `rehearsal.json`: a configuration whose deployments have a `signalbox_base`, the address of their stand-in. It
is written out as the gateway's own file and served by LiteLLM's own command. When the console goes, the folder goes too.
"""

import json
import logging
import os
import pathlib
import shutil
import sys

import signalbox_shared

folder = pathlib.Path(sys.argv[1])
port = sys.argv[2]
os.environ.update(signalbox_shared.OFFLINE)
signalbox_shared.end_with_parent(sys.stdin, before=lambda: shutil.rmtree(folder, ignore_errors=True))
signalbox_shared.refuse_network({int(port), int(sys.argv[3])})

import litellm  # noqa: E402
import yaml  # noqa: E402
from litellm.proxy import proxy_cli  # noqa: E402


def is_servable(params):
    """By the gateway's own judgement of what is written; what it cannot serve it leaves out."""
    try:
        litellm.get_llm_provider(
            model=params["model"],
            custom_llm_provider=params.get("custom_llm_provider"),
            api_base=params.get("api_base"),
        )
        return True
    except Exception:
        return False


def stand_in(entry):
    base = entry.pop("signalbox_base", None)
    params = entry.get("litellm_params")
    if base is None or not isinstance(params, dict) or not isinstance(params.get("model"), str):
        return
    if not params["model"].startswith("auto_router/") and is_servable(params):
        params["custom_llm_provider"] = "openai"
    # Without an address the gateway may start a model server of its own.
    params.update({"api_base": base, "api_key": "none"})


def main():
    config = json.loads((folder / "rehearsal.json").read_text(encoding="utf-8"))
    logging.disable(logging.WARNING)
    for entry in config["model_list"]:
        stand_in(entry)
    logging.disable(logging.NOTSET)
    path = folder / "gateway.yaml"
    path.write_text(yaml.safe_dump(config, allow_unicode=True, sort_keys=False), encoding="utf-8")
    # The other kind of loop opens its sockets where the audit hook does not see them.
    proxy_cli.ProxyInitializationHelpers._get_loop_type = staticmethod(lambda: "asyncio")
    proxy_cli.ProxyInitializationHelpers.get_loop_type = staticmethod(lambda: "asyncio")
    proxy_cli.run_server(
        ["--config", str(path), "--host", "127.0.0.1", "--port", port, "--num_workers", "1"], standalone_mode=True
    )


if __name__ == "__main__":
    main()
