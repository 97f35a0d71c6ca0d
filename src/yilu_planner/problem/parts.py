"""The numbers of a problem, in seven parts; units stand in the names, shapes in the declarations."""

# ruff: noqa: RUF009 - `numbers` declares, it holds no state

from dataclasses import dataclass

from yilu_planner.problem.arrays import Array, Part, numbers


@dataclass(frozen=True, eq=False)
class Demand(Part):
    """Parcels offered and waiting, where they go, and the dated normal they are measured against."""

    offered_parcels: Array = numbers("cell class day", "parcels/day", "offered for collection")
    waiting_collection_parcels: Array = numbers("cell class", "parcels", "offered earlier, not yet collected")
    waiting_delivery_parcels: Array = numbers("cell class", "parcels", "arrived earlier, not yet delivered")
    destination_share: Array = numbers(
        "tier origin destination",
        "share",
        "of what an origin collects, by destination; each row adds to 1",
        high=1,
    )
    delivery_share: Array = numbers(
        "cell class", "share", "of its region's arrivals in the tier; a region's tier adds to 1", high=1
    )
    normal_collected_parcels: Array = numbers("cell", "parcels/day", "collected on a normal day (dated base)")
    normal_delivered_parcels: Array = numbers("cell", "parcels/day", "delivered on a normal day (dated base)")


@dataclass(frozen=True, eq=False)
class Trunk(Part):
    """Hubs and lanes between regions; traffic control cuts a lane, vehicle passes restore up to the cut."""

    hub_capacity_parcels: Array = numbers("region day", "parcels/day", "dispatched plus sorted inbound", unlimited=True)
    waiting_hub_parcels: Array = numbers("tier origin destination", "parcels", "collected earlier, not dispatched")
    arriving_parcels: Array = numbers("tier region day", "parcels/day", "already on the way; reaches the hub that day")
    lane_capacity_parcels: Array = numbers(
        "origin destination", "parcels/day", "before traffic control", unlimited=True
    )
    lane_cut_share: Array = numbers("origin destination day", "share", "taken by traffic control", high=1)
    lead_days: Array = numbers("origin destination", "days", "from dispatch to the other hub", whole=True, high=60)
    passes: Array = numbers("region day", "vehicle passes/day", "valid for lanes out of the region")
    parcels_per_pass: Array = numbers("", "parcels/pass", "one vehicle's load")


@dataclass(frozen=True, eq=False)
class Delivery(Part):
    """How long each handover takes and what the modes can hold."""

    minutes_per_delivery: Array = numbers("cell mode", "minutes/parcel", "by mode, community access included")
    minutes_per_collection: Array = numbers("cell", "minutes/parcel", "to collect one")
    mode_capacity_parcels: Array = numbers(
        "cell mode day", "parcels/day", "lockers, points and stations can take", unlimited=True
    )
    door_access_share: Array = numbers("cell day", "share", "of deliveries whose compound admits couriers", high=1)
    clear_from_day: Array = numbers(
        "class", "day", "from that day the class may not wait in any cell (null: no such demand)",
        unlimited=True, whole=True,
    )  # fmt: skip


@dataclass(frozen=True, eq=False)
class Staff(Part):
    """Who is here, who is away, and how many may come back each day."""

    present_people: Array = numbers("cell", "people", "cleared and present before the first day")
    clearing_people: Array = numbers("cell day", "people/day", "already in quarantine, cleared on that day")
    unavailable_people: Array = numbers("cell day", "people", "present but isolated or sick")
    away_people: Array = numbers("cell group", "people", "away, by quarantine group")
    recruits_max_people: Array = numbers("cell", "people", "who could be hired locally in the horizon")
    recruit_training_days: Array = numbers("", "days", "from hiring to post", whole=True, high=60)
    arrivals_max_people: Array = numbers("area day", "people/day", "may arrive", unlimited=True)
    isolation_places: Array = numbers("area day", "places", "for arrivals in quarantine", unlimited=True)
    isolated_people: Array = numbers("area day", "places", "of those already taken")
    on_post_min_people: Array = numbers("cell day", "people", "must be on post (duty posts)")
    working_minutes: Array = numbers("cell", "minutes/day", "one person's shift on parcels", high=1440)


@dataclass(frozen=True, eq=False)
class Workplace(Part):
    """Room, shifts, opening and review."""

    posts_people: Array = numbers("cell", "people", "all posts, all sites open")
    floor_area_m2: Array = numbers("cell", "m2", "all sites")
    m2_per_person: Array = numbers("cell", "m2/person", "asked by the norm in force", low=1e-6)
    inside_share: Array = numbers("cell", "share", "of staff on post inside at the same time in their shift", high=1)
    shifts: Array = numbers("cell", "shifts/day", "among which staff are split", low=1, whole=True, high=6)
    open_sites: Array = numbers("cell", "sites", "open before the first day")
    unblocked_sites: Array = numbers("cell day", "sites", "on which no block stands")
    reviews_per_day: Array = numbers("area day", "sites/day", "the area can review before opening", unlimited=True)


@dataclass(frozen=True, eq=False)
class Protection(Part):
    """Protective items: burn, stocks, and what arrives by each channel, goods in transit included."""

    burn_per_staff_day: Array = numbers("cell item", "units/person/day", "used by one person on post")
    stock_units: Array = numbers("cell item", "units", "in the cell before the first day")
    hq_arriving_units: Array = numbers("cell item day", "units/day", "from the enterprise's headquarters")
    self_purchase_arriving_units: Array = numbers("cell item day", "units/day", "bought by the cell")
    government_arriving_units: Array = numbers("cell item day", "units/day", "from local government")
    supplier_stock_units: Array = numbers("supplier item", "units", "in the store before the first day")
    supplier_arriving_units: Array = numbers(
        "supplier item day", "units/day", "made, bought or in transit to the store"
    )


@dataclass(frozen=True, eq=False)
class Risk(Part):
    """How much one staff-day on post weighs in the exposure goal."""

    exposure_weight: Array = numbers("cell day", "weight/staff-day", "from the area's dated tier")


PARTS: tuple[type[Part], ...] = (Demand, Trunk, Delivery, Staff, Workplace, Protection, Risk)
