"""Other people's decoders. Each tells in flat words (see `message.expected`) what it makes of a PDU."""

from .gammu import Gammu
from .gsmmodem import GSMModem
from .messaging import Messaging
from .pycrate import Pycrate
from .smspdudecoder import SMSPDUDecoder
from .tshark import TShark

DECODERS = (TShark(), Gammu(), Pycrate(), SMSPDUDecoder(), GSMModem(), Messaging())
