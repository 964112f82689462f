"""What frames the workspaces: rail, status bar, attention panel, banner, incidents, dialogs and the list of keys."""
