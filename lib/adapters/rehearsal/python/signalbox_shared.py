"""What both rehearsal programs need: no way out of this machine, and no life after the console's."""

import os
import signal
import sys
import threading

OFFLINE = {
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    "LITELLM_LOCAL_ANTHROPIC_BETA_HEADERS": "True",
    "LITELLM_LOCAL_POLICY_TEMPLATES": "true",
    "LITELLM_MODE": "PRODUCTION",
    "DISABLE_ADMIN_UI": "True",
    "NO_DOCS": "True",
    "NO_REDOC": "True",
    "NO_COLOR": "1",
    "no_proxy": "*",
}

LOCAL_NAMES = ("", "localhost", "127.0.0.1", "::1", "0.0.0.0")


def refuse_network(ports=()):
    """Only these ports of this machine can be reached. An audit hook sees every socket of the interpreter and cannot be taken off."""

    def refuse(what):
        raise PermissionError(f"a rehearsal reaches nothing but its stand-ins, not {what}")

    def hook(event, arguments):
        if event in ("socket.connect", "socket.sendto"):
            address = arguments[1]
            if isinstance(address, tuple) and not (address[0] in LOCAL_NAMES and address[1] in ports):
                refuse(f"{address[0]}:{address[1]}")
        elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
            host = arguments[0]
            name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
            if name is not None and name not in LOCAL_NAMES:
                refuse(name)

    sys.addaudithook(hook)


def end_now(before=None):
    """Ends this process and what it may have started; it leads a group of its own."""
    try:
        if before is not None:
            before()
    finally:
        if os.getpgrp() == os.getpid():
            os.killpg(os.getpgrp(), signal.SIGKILL)
        os._exit(1)


def end_with_parent(stream, on_line=None, before=None):
    """Reads the pipe that the console holds open. When the console is gone, however it went, the pipe ends, and so does this."""

    def watch():
        try:
            for line in stream:
                if on_line is not None and line.strip():
                    on_line(line)
        finally:
            end_now(before)

    threading.Thread(target=watch, name="parent", daemon=True).start()
