"""YAML read by one reader, which knows line and column of every mistake."""
