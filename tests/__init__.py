"""The tests: real behaviour through public doors."""
