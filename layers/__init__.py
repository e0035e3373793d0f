"""Who held what when: located claims, control intervals, areas."""
