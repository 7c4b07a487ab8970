"""The only speaker of Streamlit: what pages are composed of."""
