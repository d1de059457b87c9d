import ATGrammar
import Testing

struct ATFramerTests {
    @Test(arguments: FramingVectors.lines)
    func `RULE 5: Tokens do not depend on how the reads cut the stream`(vector: FramingVector) {
        Framing.expect(vector)
    }

    @Test(arguments: FramingVectors.prompts)
    func `RULE 57: The prompt is two octets of the stream, wherever the reads cut it`(vector: FramingVector) {
        Framing.expect(vector)
    }

    @Test func `RULE 4: All vectors glued into one read give the tokens of each in turn`() {
        let octets = FramingVectors.lines.flatMap(\.octets)
        let expected = FramingVectors.lines.flatMap(\.tokens)

        #expect(Framing.tokens([octets]) == expected)
        #expect(Framing.tokens(Framing.byteByByte(octets)) == expected)
    }

    @Test func `A prompt that nobody expects is text`() {
        #expect(Framing.tokens([Array("> 5\r\n".utf8)]) == [.line("> 5")])
    }

    @Test func `One prompt is expected at a time`() {
        var framer = ATFramer()
        framer.expectsPrompt = true

        #expect(framer.append("\r\n> ".utf8) == [.prompt])
        #expect(!framer.expectsPrompt)
        #expect(framer.append("> \r\n".utf8) == [.line(">")])
    }

    @Test func `RULE 57: What looks like a prompt in a quoted name is none`() {
        let line = #"+CLIP: "+447700900123",145,,,"A> B",0"#

        #expect(Framing.tokens([Array("\(line)\r\n".utf8)], expectsPrompt: true) == [.line(line)])
    }

    @Test func `RULE 54: The last PDU of a list may have no line ending of its own`() {
        var framer = ATFramer()

        #expect(framer.append("+CMGL: 0,1,,147\r\n07914477".utf8) == [.line("+CMGL: 0,1,,147")])
        #expect(framer.pending == "07914477")
        #expect(framer.append("\r\nOK\r\n".utf8) == [.line("07914477"), .line("OK")])
        #expect(framer.pending.isEmpty)
    }

    @Test func `Nothing is left of a line after a reset`() {
        var framer = ATFramer()
        framer.expectsPrompt = true
        _ = framer.append("+CLIP: \"0770".utf8)

        framer.reset()

        #expect(framer.append("OK\r\n> \r\n".utf8) == [.line("OK"), .line(">")])
    }

    @Test(arguments: [1, 2, 3])
    func `A line that never ends is counted, not kept`(pieces: Int) {
        let octets = Array(repeating: UInt8(ascii: "A"), count: 9000)
        let ways = [[octets], Framing.byteByByte(octets), [Array(octets[..<4096]), Array(octets[4096...])]]
        var framer = ATFramer()

        let before = ways[pieces - 1].flatMap { framer.append($0) }

        #expect(before.isEmpty)
        #expect(framer.pending.isEmpty)
        #expect(framer.append("\r\nOK\r\n".utf8) == [.overlong(octetCount: 9000), .line("OK")])
    }

    @Test func `The longest line is kept whole`() {
        let line = String(repeating: "A", count: 64)

        #expect(Framing.tokens([Array("\(line)\r\n".utf8)], maximumLineLength: 64) == [.line(line)])
        #expect(
            Framing.tokens([Array("\(line)A\r\n".utf8)], maximumLineLength: 64) == [.overlong(octetCount: 65)]
        )
    }
}
