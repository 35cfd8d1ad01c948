raise RuntimeError("a file of the user shadows a module of Python")
