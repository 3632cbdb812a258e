"""One folder for each kind of key holder; only `congso.signing` imports from here."""
