"""Speed and quality, measured and compared with pinned figures: `python -m benchmarks` or `make bench`."""
