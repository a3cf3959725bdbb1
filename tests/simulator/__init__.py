"""The simulated tenant must be as strict as Microsoft 365, or what passes here fails there."""
