"""Start-up of the area `incoming`."""
