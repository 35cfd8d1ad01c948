"""psyrun was written for a Python that had this name; imported by every interpreter that has this folder in its path."""

import collections
import collections.abc

collections.Sized = collections.abc.Sized
