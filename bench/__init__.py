"""What ipyrerun costs, beside what it is compared with; `python -m bench` writes RESULTS.md."""
