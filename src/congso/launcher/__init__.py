"""The machine side: one command line, one supervisor, one PostgreSQL. Top layer; needs Django only inside children."""
