"""``python -m speechgen``."""

from speechgen.cli import main

if __name__ == "__main__":
    main()
