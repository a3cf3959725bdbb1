"""The office file: what a Process Center tells the product about its organisation."""
