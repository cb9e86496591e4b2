"""What came back: replies that are pasted, or dropped as saved mails."""
