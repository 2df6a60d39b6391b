"""Documents: what caremodel writes of its own, and reads again exactly.

    documents.dumps(rule)              {"caremodel":1,"type":"rule","value":{…}}
    documents.loads(text, Rule)        the same rule
    documents.write_log(history)       one line for each event
    documents.read_log(lines)          the same history

A document is JSON in one canonical form. Where a field may be one of several classes,
`is` says which. Decimals are text, days YYYY-MM-DD, instants UTC with microseconds;
what is empty by default is left out.

What is read may come from anyone. It is bounded before it is parsed, nothing in it is
turned into anything else or passed over, and no error holds any of it. Who may see a
document, and whether it is genuine, is not checked here: both are the host's to say.
"""

from caremodel.exchange.documents._documents import dumps, loads
from caremodel.exchange.documents._json import Limits
from caremodel.exchange.documents._logs import read_log, write_log
from caremodel.exchange.documents._types import DOCUMENTS, EVENTS, SCHEMAS
from caremodel.exchange.documents._vocabulary import HOUSE, Vocabulary

__all__ = [
    "DOCUMENTS",
    "EVENTS",
    "HOUSE",
    "SCHEMAS",
    "Limits",
    "Vocabulary",
    "dumps",
    "loads",
    "read_log",
    "write_log",
]
