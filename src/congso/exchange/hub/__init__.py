"""The hub: this installation in the role of an axis. Registry, mailboxes, and two faces that partners speak to."""
