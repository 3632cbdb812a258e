"""The demo province "tỉnh Mẫu": invented people and papers, the same every time."""
