"""What Sofía is told, and how a broker changes it without a programmer: see docs/prompts.md.

catalogue    the files the project comes with, in two parts: voice and frame
models       versions, experiments, try-outs, training
writing      what a voice may hold
services     saving, going live, going back
selectors    ``prompt_for``: which prompt a specialist works by
experiments  A/B: who gets which arm, and what came of it
replay       a past conversation through the real loop, without outward effect
training     proposals from past conversations, for a person to accept
"""
