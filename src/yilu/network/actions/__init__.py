"""The verbs of this room: the one door for writing enterprises, parks, offices, sites and their states."""

from yilu.network.actions.enterprises import add_brand, add_enterprise, add_office, add_park, change_enterprise
from yilu.network.actions.sites import add_sites, change_site, open_contact
from yilu.network.actions.states import close_site, open_site, seed_states, suspend_site

__all__ = [
    "add_brand",
    "add_enterprise",
    "add_office",
    "add_park",
    "add_sites",
    "change_enterprise",
    "change_site",
    "close_site",
    "open_contact",
    "open_site",
    "seed_states",
    "suspend_site",
]
