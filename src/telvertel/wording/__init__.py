"""Every word a person reads, in Dutch and English, and how numbers and dates are written."""
