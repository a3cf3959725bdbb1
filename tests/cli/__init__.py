"""The command line as an operator uses it: real processes, their words and their exit codes."""
