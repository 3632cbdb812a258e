"""Start-up of the area `outgoing`."""
