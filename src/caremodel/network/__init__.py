"""Who else helps: partners, and which needs they meet."""
