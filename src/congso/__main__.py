"""`python -m congso`."""

from congso.launcher.cli import main

if __name__ == "__main__":
    main()
