"""In and out: FHIR, data frames."""
