"""The world as captures: files and folders, and the store that keeps their bytes."""
