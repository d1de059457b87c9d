"""The program under test, by its lines."""

import json
import subprocess


class Catchline:
    name = "catchline"

    def __init__(self, path):
        self._path = path

    def encode(self, requests):
        return self._answers("encode", requests)

    def decode(self, requests):
        return self._answers("decode", requests)

    def _answers(self, command, requests):
        """By the id of the request; every request has one answer."""
        lines = "".join(
            json.dumps(request, ensure_ascii=request["id"] % 2 == 0) + "\n" for request in requests
        )
        done = subprocess.run(
            [self._path, "pdu", command],
            input=lines.encode(),
            stdout=subprocess.PIPE,
            check=True,
            timeout=600,
        )
        answers = [json.loads(line) for line in done.stdout.decode().split("\n") if line]
        by_number = {answer["id"]: answer for answer in answers}
        if len(answers) != len(requests) or len(by_number) != len(requests):
            raise RuntimeError(f"pdu {command}: {len(answers)} answers to {len(requests)} requests")
        return by_number


def facts(answer):
    """A decode answer in the flat words of `message.expected`."""
    if "error" in answer:
        return {"error": answer["error"]}
    flat = {"error": None, "udhi": bool(answer.get("udh")), "smsc": answer["smsc"] is not None}
    for name, value in answer.items():
        if name in ("smsc", "addr", "scts", "dt", "vp"):
            flat |= {f"{name}.{key}": member for key, member in (value or {}).items()}
        elif name == "udh":
            flat["udh"] = [(element["iei"], element["data"]) for element in value]
        elif name != "id":
            flat[name] = value
    return flat
