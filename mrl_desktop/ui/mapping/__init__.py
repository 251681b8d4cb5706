"""The mapping wizard: what the columns of any table mean, and the profiles in which that is remembered."""
