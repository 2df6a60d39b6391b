"""Who gives and gets care: roles, needs, patients, charts."""
