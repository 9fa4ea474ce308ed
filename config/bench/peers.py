"""Other routers and loops, each in its usual set-up, on the same vendor; run by their own Python.

``PYTHON peers.py NAME PORT`` prints CPU microseconds a call as JSON. Nothing of ours is imported:
the environment of the peers (``requirements-bench.txt``) has neither Django nor our packages.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from importlib import import_module

ROUNDS = 5
CALLS = 60
ASK = "¿Qué tiempo hace?"
SYSTEM = "You are Sofía."
os.environ.setdefault("LITELLM_LOCAL_MODEL_COST_MAP", "True")  # else it fetches its prices


def litellm_router(url: str) -> Callable[[], object]:
    """LiteLLM's Router with a fallback set, its retries off."""

    def deployment(name: str) -> dict[str, object]:
        values = {"model": "openai/loopback", "api_key": "sk-loopback", "api_base": url}
        return {"model_name": name, "litellm_params": values}

    router = import_module("litellm").Router(
        model_list=[deployment("first"), deployment("second")],
        fallbacks=[{"first": ["second"]}],
        num_retries=0,
    )
    log = [{"role": "system", "content": SYSTEM}, {"role": "user", "content": ASK}]
    return lambda: router.completion(model="first", messages=log, timeout=20)


def langgraph_turn(url: str) -> Callable[[], object]:
    """A turn with one tool in LangChain's agent on LangGraph."""

    def weather(city: str) -> str:
        """Tell the weather of a city."""
        return json.dumps({"city": city, "sky": "clear"})

    model = import_module("langchain_openai").ChatOpenAI(
        model="loopback-tools", api_key="sk-loopback", base_url=url, max_retries=0
    )
    agent = import_module("langchain.agents").create_agent(model, [weather], system_prompt=SYSTEM)
    return lambda: agent.invoke({"messages": [{"role": "user", "content": ASK}]})


def pydantic_ai_turn(url: str) -> Callable[[], object]:
    """A turn with one tool in pydantic-ai's agent."""

    def weather(city: str) -> str:
        """Tell the weather of a city."""
        return json.dumps({"city": city, "sky": "clear"})

    providers = import_module("pydantic_ai.providers.openai")
    models = import_module("pydantic_ai.models.openai")
    provider = providers.OpenAIProvider(base_url=url, api_key="sk-loopback")
    model = models.OpenAIChatModel("loopback-tools", provider=provider)
    agent = import_module("pydantic_ai").Agent(model, system_prompt=SYSTEM, tools=[weather])
    return lambda: agent.run_sync(ASK)


PEERS = {
    "litellm": litellm_router,
    "langgraph": langgraph_turn,
    "pydantic_ai": pydantic_ai_turn,
}


def cpu_us(call: Callable[[], object]) -> float:
    """CPU microseconds a call of this process: the median of rounds."""
    for _ in range(20):
        call()
    found = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        for _ in range(CALLS):
            call()
        found.append((time.process_time() - begun) / CALLS * 1e6)
    return statistics.median(found)


if __name__ == "__main__":
    name, port = sys.argv[1:]
    found = cpu_us(PEERS[name](f"http://127.0.0.1:{port}/v1"))
    sys.stdout.write(json.dumps({"cpu_us": round(found, 1)}))
