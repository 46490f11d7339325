"""Help while a program is typed: what can stand at the cursor, and what the call around it takes."""
