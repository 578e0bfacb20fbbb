"""What kinds of room are, as the judge sees them: the Building Act's words, not the file's."""

# 거실: somebody lives, works, gathers or is treated there.
HABITABLE = {"bedroom", "living", "family", "dining", "study", "guestroom", "hall", "retail", "office", "meeting", "manager", "classroom",
             "exam", "treatment", "therapy", "imaging", "reception", "exhibition", "playroom", "lounge", "breakfast", "privateroom", "daecheong",
             "ondol", "tea", "host", "reading", "worship", "gym", "ward", "seminar", "studio", "bar", "workroom", "cafe", "library"}
CIRCULATION = {"corridor", "stair", "lift", "corehall", "lobby", "entrance", "porch"}
WET = {"bath", "wc", "wc_accessible", "shower", "powder"}
ANTEROOM = {"washroom"}
PRIVATE = {"bedroom", "guestroom", "bath", "wc", "wc_accessible", "storage", "exam", "machine", "laundry", "ward", "server", "treatment", "imaging"}
# Rooms for which §17 of the escape rule demands daylight, by the use of their storey.
DAYLIT = {"house": HABITABLE, "apartments": HABITABLE, "guesthouse": {"guestroom", "ondol", "bedroom"}, "school": {"classroom"},
          "kindergarten": {"classroom", "playroom"}, "clinic": {"ward"}, "elderly": {"ward", "bedroom"}}
NEIGHBOURHOOD = {"cafe", "restaurant", "shop", "clinic", "academy", "gym", "church", "library"}
RESIDENTIAL = {"house", "apartments"}
