"""What a reader must know about the signatures of a file. Plain Python over bytes; `anchors` alone knows the settings."""
