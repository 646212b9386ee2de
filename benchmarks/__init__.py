"""Speed, as ratios against peers in one run: ``python -m benchmarks``. No test asks for a time."""
