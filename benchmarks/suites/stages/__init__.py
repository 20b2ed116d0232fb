"""At which stage a wrong answer went wrong: it is asked again with one stage after another made right."""
