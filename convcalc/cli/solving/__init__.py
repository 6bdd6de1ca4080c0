"""What `convcalc solve` can turn round: one module for each kind of question."""
