"""How care is written down: each module needs only those before it.

money, dates, verdicts, entries, facts, rules.
"""
