"""What the rooms below report as enums and numbers, said in words that Qt can translate."""
