"""Messages to one person about another: choosing whom they are about."""
