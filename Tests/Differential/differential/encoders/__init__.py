"""Other people's encoders. Each writes what it can of a message, which is first cut down to that."""

from .gammu import Gammu
from .gsmmodem import GSMModem
from .messaging import Messaging
from .pycrate import Pycrate
from .smspdudecoder import SMSPDUDecoder

ENCODERS = (GSMModem(), Messaging(), SMSPDUDecoder(), Gammu(), Pycrate())
