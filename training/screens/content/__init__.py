"""Words for pages: Chinese and English, of many domains, drawn from lists and sentence patterns with one seed."""
