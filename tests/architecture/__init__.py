"""What holds for the code as a whole: who imports whom, what is shipped, what is tracked."""
