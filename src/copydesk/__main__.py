"""`python -m copydesk`."""

from copydesk.cli import run

if __name__ == "__main__":
    run()
