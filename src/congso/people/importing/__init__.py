"""Import of agencies, units and people from tables: reading, columns, plans."""
