"""All that is seen: windows, views, models and the words for what the rooms below report as enums and numbers."""
