"""Messages of iJw 3.2 become deliveries: trajectories with waiting time, and what was claimed."""
