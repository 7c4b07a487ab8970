"""Speed, measured as ratios in one run: what a person waits for, against an empty Streamlit app."""
