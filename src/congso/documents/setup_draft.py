"""Start-up of the area `draft`."""
