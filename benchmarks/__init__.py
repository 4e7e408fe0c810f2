"""How fast, how large, how steady: measured side by side on one machine (`python -m benchmarks --help`)."""
