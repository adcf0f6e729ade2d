"""What reasons, decisions, steps and thresholds are called."""

from collections.abc import Mapping

from services.messages import Message, message

REASONS: Mapping[str, Message] = {
    "far": message("Far from the address"),
    "away": message("Off the address"),
    "armchair": message("Many addresses on one spot"),
    "repeated": message("Always the same coordinates"),
    "strand": message("A strand without stops"),
    "impossible": message("Impossibly fast"),
    "fast": message("Faster than on foot"),
    "short": message("A short stay"),
    "many": message("Too many in an hour"),
    "batched": message("Written down in one go"),
    "outside_hours": message("Outside hours"),
    "skewed": message("A clock that is off"),
}
# What each says of a visit; the figures are thresholds that held when it was looked at.
BECAUSE: Mapping[str, Message] = {
    "far": message(
        "The device was more than %(review_m)g m from the address, with an accuracy of %(far_accuracy_m)g m or better."
    ),
    "away": message(
        "The device was farther from the address than %(near_m)g m and than %(near_accuracies)g times its accuracy."
    ),
    "armchair": message(
        "Visits to %(armchair_addresses)d or more buildings in this quarter were told from within %(armchair_m)g m."
    ),
    "repeated": message(
        "More than %(repeated_visits)d visits in this quarter have the same coordinates, to six decimals."
    ),
    "strand": message(
        "%(strand_visits)d or more visits in a row over %(strand_m)g m, with no minute left to stop after the walk."
    ),
    "impossible": message("Faster than %(impossible_km_h)g km/h from the visit before, the accuracies taken off."),
    "fast": message("Faster than %(fast_km_h)g km/h from the visit before, the accuracies taken off."),
    "short": message("Less than %(dwell_s)g seconds at the door, or among the shortest of its form."),
    "many": message("More than %(addresses_an_hour)d addresses within an hour."),
    "batched": message("%(batch_addresses)d or more addresses of one sending within %(batch_s)g seconds."),
    "outside_hours": message("Before %(first_hour)g o'clock, or from %(last_hour)g o'clock on."),
    "skewed": message("The device's clock was more than %(skew_s)g seconds off the server's."),
}
STATES: Mapping[str, Message] = {
    "open": message("Waiting for an answer"), "replied": message("Answered"), "decided": message("Decided"),
}  # fmt: skip
OUTCOMES: Mapping[str, Message] = {
    "kept": message("Kept"), "accepted": message("Answer accepted"), "struck": message("Not counted"),
    "explained": message("Explained by the device"),
}  # fmt: skip
MEANS: Mapping[str, Message] = {
    "kept": message("The visit counts as it is."),
    "accepted": message("The visit counts by what was answered."),
    "struck": message("The visit is not counted. Nothing else follows."),
}
ACTS: Mapping[str, Message] = {
    "open": message("Review opened"), "more": message("Further reasons"), "reply": message("Answered"),
    "decide": message("Decided"), "reopen": message("Opened again"), "explain": message("The device explains it"),
}  # fmt: skip
FRAMES: Mapping[str, Message] = {"gcj02": message("GCJ-02, as Chinese web maps"), "bd09": message("BD-09, as Baidu")}
MIXUPS: Mapping[str, Message] = {
    "found": message("To be put right"), "corrected": message("Put right"), "dismissed": message("Left as it is"),
}  # fmt: skip
# Name of a threshold -> what it bounds, and its unit.
LIMITS: Mapping[str, tuple[Message, Message | None]] = {
    "mixup_visits": (message("Device: visits needed"), None),
    "mixup_m": (message("Device: off in the middle"), message("m")),
    "mixup_resultant": (message("Device: directions of one mind"), None),
    "mixup_left": (message("Device: share left without the offset, at most"), None),
    "near_m": (message("At the address up to"), message("m")),
    "near_accuracies": (message("At the address up to, times the accuracy"), None),
    "review_m": (message("Far from the address beyond"), message("m")),
    "far_accuracy_m": (message("Far only with an accuracy of"), message("m")),
    "no_place_m": (message("No place with an accuracy above"), message("m")),
    "armchair_m": (message("One spot: within"), message("m")),
    "armchair_addresses": (message("One spot: buildings"), None),
    "repeated_visits": (message("Same coordinates: more visits than"), None),
    "strand_visits": (message("Strand: visits in a row"), None),
    "strand_m": (message("Strand: at least long"), message("m")),
    "walking_m_s": (message("Walking speed"), message("m/s")),
    "fast_km_h": (message("Faster than on foot above"), message("km/h")),
    "impossible_km_h": (message("Impossible above"), message("km/h")),
    "clock_step_s": (message("Step of a clock"), message("s")),
    "dwell_s": (message("Short stay below"), message("s")),
    "dwell_share": (message("Short stay: share of its form"), None),
    "dwell_forms": (message("Short stay: visits of a form needed"), None),
    "addresses_an_hour": (message("Addresses an hour, at most"), None),
    "first_hour": (message("Hours from"), message("h")),
    "last_hour": (message("Hours until"), message("h")),
    "skew_s": (message("Clock off by more than"), message("s")),
    "batch_s": (message("One sending: within"), message("s")),
    "batch_addresses": (message("One sending: addresses"), None),
    "reply_days": (message("Days to answer"), message("days")),
}
