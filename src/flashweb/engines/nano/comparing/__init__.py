"""What is different between screenshots: elements and pixels aligned, changes told."""
