"""What measures or writes files of the project; tests use some of it, it uses no test."""
