"""From a file to a Delivery: text first, then our own reading of every value, nothing stored."""
