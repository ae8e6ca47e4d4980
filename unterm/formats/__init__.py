"""Files in and out: each module loads and dumps one format and does nothing else."""
