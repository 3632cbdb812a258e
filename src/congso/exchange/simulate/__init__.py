"""A foreign axis on this machine: a hub in the LGSP shape, its agencies, and faults by choice. No Django, no database."""
