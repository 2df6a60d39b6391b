"""Care around one person: contacts, goals, plans, teams, pathways and journeys."""
