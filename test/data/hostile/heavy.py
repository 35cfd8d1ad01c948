"""A module that takes all memory while it is imported."""

import time

held = []
while True:
    held.append(bytearray(10**7))
    time.sleep(0.001)
