"""What the program costs, beside what people would use instead: `python -m tests.benchmarks [ROW...]`.

Every ratio has both sides measured in the same run, in turn, several times; the median is the value.
"""
