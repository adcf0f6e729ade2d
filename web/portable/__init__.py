"""The portable report: one HTML file by Folium that opens from a folder with the network cut."""
