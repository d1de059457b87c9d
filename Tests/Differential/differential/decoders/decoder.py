"""What the decoders have in common."""


class Decoder:
    """`floor` is how many comparisons a message brings at least, taken over a whole run."""

    name: str
    floor: float
    kinds = ("deliver", "submit", "status-report")

    def read_all(self, readings):
        """In the order of the readings; nothing where the decoder does not know the kind."""
        return [
            self._read_safely(reading) if reading.message.kind in self.kinds else {} for reading in readings
        ]

    def _read_safely(self, reading):
        try:
            return {"error": None} | self.read(reading)
        except Exception as error:
            return {"error": f"{type(error).__name__}: {error}"}

    def read(self, reading):
        raise NotImplementedError


def wall_time(name, moment):
    """A moment that knows how far it is from UTC."""
    zone = round(moment.utcoffset().total_seconds() / 900)
    return {f"{name}.iso": moment.replace(tzinfo=None).isoformat(), f"{name}.tz": zone}


def user_data(reading, content):
    """Text, or data as octets. Which of the two it should have been is for the scheme to say."""
    content = content.hex().upper() if isinstance(content, bytes) else content
    return {"text" if "text" in reading.expected else "data": content}


def joined_pairs(text):
    """Some decoders give the halves of a surrogate pair as characters of their own."""
    return text.encode("utf-16-be", "surrogatepass").decode("utf-16-be", "replace")
