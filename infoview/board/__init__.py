"""The pipeline page: five stages, cards and moves."""
