"""Stories, properties and tables of cases."""
