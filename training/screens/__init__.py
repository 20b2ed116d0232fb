"""The data engine: real UI kits rendered in headless Chromium, with the truth of every element.

A page is described once, independent of any kit (`archetypes`, with words from `content`); a kit's adapter
(`kits/*.js`) builds it from the kit's own components; `truth/*.js` then reads from the DOM and the
accessibility tree what a person can see. See README.md.
"""
