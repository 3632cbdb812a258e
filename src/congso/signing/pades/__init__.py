"""PAdES signatures and form fields over bytes: no database, no settings, no clock of its own."""
