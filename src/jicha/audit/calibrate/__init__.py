"""Which reading of each rule the utility's own bills show: proposed with counts, confirmed by nobody but a person."""
