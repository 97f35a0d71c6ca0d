"""The verbs of this room: the one door for writing enterprises, parks, offices, sites and their states."""

from yilu.network.actions.enterprises import add_brand, add_enterprise, add_office, add_park, change_enterprise
from yilu.network.actions.importing import check_sites, import_sites
from yilu.network.actions.sites import add_sites, change_site, open_contact
from yilu.network.actions.states import close_site, open_site, seed_states, suspend_site
from yilu.network.actions.uploads import (
    accept_upload,
    check_upload,
    drop_upload,
    fail_upload,
    receive_upload,
    recheck_upload,
    write_upload,
)

__all__ = [
    "accept_upload",
    "add_brand",
    "add_enterprise",
    "add_office",
    "add_park",
    "add_sites",
    "change_enterprise",
    "change_site",
    "check_sites",
    "check_upload",
    "close_site",
    "drop_upload",
    "fail_upload",
    "import_sites",
    "open_contact",
    "open_site",
    "receive_upload",
    "recheck_upload",
    "seed_states",
    "suspend_site",
    "write_upload",
]
