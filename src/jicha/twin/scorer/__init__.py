"""How well a file of findings tells the truth of a simulated utility: any file, of any program.

``findings`` is the form it is brought into, ``open_file`` reads plain tables, ``match`` lays findings on the truth, and
one module each measures rules, kinds of error, theft and faults, lives, and the order of suspicions.
"""
