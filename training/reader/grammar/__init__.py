"""The question grammar: how people ask about web pages, in Chinese and English, with the program that each asks for."""
