"""``python -m exporter``: the command line where no script was installed."""

from exporter.cli import main

if __name__ == "__main__":
    main()
