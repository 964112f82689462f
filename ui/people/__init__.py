"""Who sits at the desk: signing in, changing over, operators, hand-over, and what each of them may do."""
