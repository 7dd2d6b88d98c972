"""What stands between the browser and Streamlit: the identity cookie, limits on uploads, static files."""
