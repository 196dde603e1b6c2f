"""What is known of a simulated utility and in no delivery of it; read by a scorer and by nobody else."""
