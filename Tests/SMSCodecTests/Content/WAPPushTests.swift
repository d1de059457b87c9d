import SMSCodec
import Testing

@Suite struct WAPPushTests {
    private static let name = Array("application/vnd.wap.mms-message".utf8)

    @Test(
        arguments: [
            [0x01, 0x06, 0x01, 0xBE],
            // Confirmed, and the length of the headers in two octets.
            [0x01, 0x07, 0x81, 0x00, 0xBE],
            // With a parameter, so with a length in front: in one octet, or behind the quote.
            [0x01, 0x06, 0x04, 0x03, 0xBE, 0x81, 0xEA], [0x01, 0x06, 0x05, 0x1F, 0x03, 0xBE, 0x81, 0xEA],
            // The number as an integer with its length.
            [0x01, 0x06, 0x03, 0x02, 0x01, 0x3E],
            [0x2F, 0x06, 0x22] + name + [0x00, 0xAF, 0x84], [0x2F, 0x06, 0x21, 0x1F, 0x20] + name + [0x00],
            [0x2F, 0x06, 0x22] + Array("Application/VND.wap.MMS-message; q=1".utf8) + [0x00],
        ] as [[UInt8]])
    func `A picture to be fetched is told however its type is written`(octets: [UInt8]) throws {
        #expect(try #require(WAPPush(octets)).isPictureNotice)
    }

    @Test(
        arguments: [
            ([0x01, 0x06, 0x01, 0xAE], .wellKnown(0x2E)),
            ([0x01, 0x06, 0x04, 0x03, 0x02, 0x03, 0x3E], .wellKnown(0x033E)),
            ([0x01, 0x06, 0x0B] + Array("text/plain".utf8) + [0x00], .named("text/plain")),
            ([0x01, 0x06, 0x01, 0x00], nil),
        ] as [([UInt8], WAPPush.ContentType?)])
    func `What else is pushed is no picture`(octets: [UInt8], type: WAPPush.ContentType?) {
        #expect(WAPPush(octets)?.contentType == type)
        #expect(WAPPush(octets)?.isPictureNotice != true)
    }

    @Test(
        arguments: [
            [], [0x01], [0x01, 0x06], [0x01, 0x06, 0x01], [0x01, 0x04, 0x01, 0xBE], [0x01, 0x06, 0x80, 0x80],
            [0x01, 0x06, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01, 0xBE], [0x01, 0x06, 0x01, 0x1F],
            [0x01, 0x06, 0x01, 0x1F, 0xFF], [0x01, 0x06, 0x05, 0x02, 0x04, 0x3E],
            [0x01, 0x06, 0x05, 0x05, 0x04, 1, 2, 3, 4],
            [0x01, 0x06, 0x05, 0x05, 0x1F, 0x3E], [0x01, 0x06, 0x1F] + name,
        ] as [[UInt8]])
    func `What is no push, or ends too early, says nothing`(octets: [UInt8]) {
        #expect(WAPPush(octets) == nil)
    }

    @Test func `A name without end is not read to the end`() {
        let octets: [UInt8] = [0x01, 0x06, 0x01] + Array(repeating: 0x61, count: 35_000) + [0x00]

        #expect(WAPPush(octets) == nil)
    }

    @Test func `Random octets do not trap`() {
        var random = SeededGenerator(seed: 2948)

        for _ in 0..<20_000 {
            let count = Int.random(in: 0...40, using: &random)
            let octets = [0x01, 0x06] + (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            _ = WAPPush(octets)
        }
    }
}
