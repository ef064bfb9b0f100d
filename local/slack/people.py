"""Who is in the workspace."""

TEAM, APP, BOT, BOT_USER = "T000LOCAL", "A000LOCAL", "B000LOCAL", "U000BOT"
# The people who can press buttons on the page.
PEOPLE = {"U000ADA": "ada", "U000GRACE": "grace"}
# Groups of them, by whose members it can be asked.
GROUPS = {"S000ONCALL": ("U000ADA",)}
