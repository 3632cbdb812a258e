"""The demo at the size of a whole province: 875 agencies, 90,000 papers, for benchmarks and for trying the lists."""
