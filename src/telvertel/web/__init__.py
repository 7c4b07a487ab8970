"""Our own routes beside Streamlit, and the gate in front of both."""
