"""Start-up of the area `records`."""
