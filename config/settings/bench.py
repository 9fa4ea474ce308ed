"""What only a benchmark's own throwaway system switches on."""

from config import env

# Mounts the bare endpoint that webhooks are compared with (config/bench/urls.py).
BENCH = env.flag("BENCH", default=False)
