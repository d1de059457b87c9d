import ModemDriver
import Testing

struct SerialTranscriptTests {
    private func transcript(_ octets: String, _ direction: SerialTranscript.Direction = .received) -> [String]
    {
        var transcript = SerialTranscript()
        transcript.record(Array(octets.utf8), direction)
        return transcript.lines
    }

    @Test(arguments: [
        ("+CLIP: \"+447700900311\",145,,,,0", "< +CLIP: \"+xxxxxxxxxx11\",145,,,,0"),
        ("+CLIP: \"447700900311\",128,,,\"Ann Bell\",0", "< +CLIP: \"xxxxxxxxxx11\",128,,,\"<name>\",0"),
        ("490154203237518", "< xxxxxxxxxxxxx18"),
        ("+CSQ: 22,99", "< +CSQ: 22,99"),
        ("+CMTI: \"SM\",3", "< +CMTI: \"SM\",3"),
    ])
    func `Numbers and names of callers are masked, readings are kept`(line: String, shown: String) {
        #expect(transcript("\r\n\(line)\r\n") == [shown])
    }

    @Test func `Of a message only the length is kept`() {
        #expect(
            transcript("\r\n+CMGR: 0,,23\r\n0791448720003023240C91447700900311\r\n")
                == ["< +CMGR: 0,,23", "< <PDU of 17 octets>"])
        #expect(transcript("\r\n+CMT: \"x\",,\"t\"\r\nCall me\r\n").last == "< <7 characters>")
    }

    @Test func `A PIN is never kept`() {
        #expect(transcript("AT+CPIN=\"1234\"\r", .sent) == ["> AT+CPIN=<PIN>"])
    }

    @Test func `Lines are joined from pieces, and the oldest fall out`() {
        var transcript = SerialTranscript(capacity: 2)
        for piece in ["\r\nO", "K\r", "\n\r\nRING\r\n", "\r\n+CSQ: 1,2\r\n"] {
            transcript.record(Array(piece.utf8), .received)
        }
        #expect(transcript.lines == ["< RING", "< +CSQ: 1,2"])
    }
}
