"""How the tables came to be; run at start, in order."""

NEWEST_REVISION = "0005"
