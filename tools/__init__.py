"""Tools of the house: run by make and by the tests, never by the program."""
