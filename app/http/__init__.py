"""What stands between the browser and Streamlit: the identity cookie, room for visits, limits, static files."""
