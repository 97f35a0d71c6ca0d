"""Roles as classes of permissions with a plain description; a regulator's role is held at any level of the tree."""
