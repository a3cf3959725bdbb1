"""Simulated colleagues: they press the buttons and fill the forms that visitors see."""
