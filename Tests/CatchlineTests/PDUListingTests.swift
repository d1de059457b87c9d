import SMSCodec
import Testing
import WebInbox

@testable import catchline

/// `pdu show`
@Suite struct PDUListingTests {
    @Test func `Each field stands beside its octets and what it says`() {
        let listing = PDUListing(
            hex: "07914151551512F2400B916105551511F15FC842309041509540090500 03CC0201E061".filter {
                $0 != " "
            },
            direction: .mobileTerminated)

        #expect(listing.error == nil)
        #expect(
            listing.text.hasPrefix(
                """
                octets   field              hex                      meaning
                0-7      SMSC               07 91 41 51 55 15 12 F2  +14155551212
                8        TP-MTI             40                       DELIVER, more messages wait, with a header
                9-16     TP-OA              0B 91 61 05 55 15 11 F1  +16505551111
                17       TP-PID             5F                       asks for a call
                18       TP-DCS             C8                       GSM 7 bit, voice mail waits, text to be discarded
                19-25    TP-SCTS            42 30 90 41 50 95 40     2024-03-09 14:05:59, +01:00
                26       TP-UDL             09                       septets: 9
                27       TP-UD.UDH          05                       octets: 5
                28-32    TP-UD.UDH.IEI 00h  00 03 CC 02 01           part of a long message: part 1 of 2, reference 204
                33-34    TP-UD              E0 61

                kind          "deliver"

                """))
        #expect(listing.text.hasSuffix("content       voice mail waits, text to be discarded\n"))
    }

    @Test(arguments: [
        ("00062A039121F362110212146000621102121460 0046", "46", "not delivered: its time ran out"),
        ("0001C50062110212146000", "C5", "the same message is there already"),
    ])
    func `What became of a message is told in words`(hex: String, octet: String, words: String) {
        let listing = PDUListing(hex: hex.filter { $0 != " " }, direction: .mobileTerminated)

        #expect(listing.error == nil)
        #expect(listing.text.split(separator: "\n").contains { $0.contains(octet) && $0.hasSuffix(words) })
    }

    @Test func `A command says what it asks for`() {
        let listing = PDUListing(hex: "00220500022A0B916407281553F802AABB", direction: .mobileOriginated)

        #expect(listing.error == nil)
        #expect(listing.text.contains("COMMAND, a report is wanted"))
        #expect(listing.text.contains("deletes a message that has not gone"))
    }

    @Test(arguments: [
        ("0011000391 21F3 0000 A7 00", "24 h"), ("0011000391 21F3 0000 05 00", "30 min"),
        ("0019000391 21F3 0000 62602121323021 00", "until 2026-06-12 12:23:03, +03:00"),
        ("0019000391 21F3 0000 FFFFFFFFFFFFFF 00", "no such time"),
        ("0009000391 21F3 0000 40 00 0000000000 00", "as long as the service centre likes, one attempt"),
        ("0009000391 21F3 0000 02 05 0000000000 00", "5 s"),
    ])
    func `A validity is told as a duration or a time`(hex: String, words: String) throws {
        let listing = PDUListing(hex: hex.filter { $0 != " " }, direction: .mobileOriginated)
        let line = try #require(listing.text.split(separator: "\n").first { $0.contains("TP-VP") })

        #expect(line.hasSuffix("  \(words)"))
    }

    @Test(arguments: PDUVectors.vectors)
    func `Every octet of a vector belongs to a field`(_ vector: JSONValue) throws {
        let hex = try #require(vector["pdu"].string)
        let direction: PDUDirection =
            vector["direction"] == .text("submit") ? .mobileOriginated : .mobileTerminated
        let octets = try #require(HexOctets.decode(hex))
        var reader = OctetReader(octets, keepsSpans: true)
        _ = try AnyPDU(decoding: &reader, direction)
        let rows = PDUFieldMeanings(reader.spans, of: octets, direction: direction).rows

        #expect(rows.first?.octets.lowerBound == 0)
        #expect(zip(rows, rows.dropFirst()).allSatisfy { $0.octets.upperBound == $1.octets.lowerBound })
        #expect(rows.last?.octets.upperBound == octets.count)
        let silent = rows.filter { $0.meaning.isEmpty }.map(\.field)
        #expect(silent.allSatisfy { $0 == "TP-UD" })
    }

    @Test(arguments: PDUVectors.malformed)
    func `What cannot be read is listed as far as it goes, and the error tells where it ends`(
        _ malformed: JSONValue
    ) throws {
        let hex = try #require(malformed["pdu"].string)
        let direction = try #require(malformed["direction"].string.flatMap(PDUDirection.init(rawValue:)))
        let listing = PDUListing(hex: hex, direction: direction)

        #expect((listing.error != nil) == (malformed["expect"] == .text("reject")))
        if let error = listing.error { #expect((0...hex.count / 2).contains(error.octet)) }
    }

    @Test func `An element that is too long is named by the error and listed as it is`() throws {
        let listing = PDUListing(
            hex: "07914151551512F2440B916105551511F1000042309041509540 0B 05 007FCC0201 E061391D0000"
                .filter { $0 != " " }, direction: .mobileTerminated)
        let error = try #require(listing.error)

        #expect(error.path == "TP-UD.UDH.IEI 00h")
        #expect(error.octet == 29)
        #expect(listing.text.contains("28-29    TP-UD.UDH.IEI 00h"))
        #expect(listing.text.contains("(not read)"))
    }

    @Test func `What would steer a terminal is told by its code point`() throws {
        // "a", right-to-left override, escape, "b" from number 123.
        let listing = PDUListing(
            hex: "0004039121F30008621102121460000800 61202E001B0062".filter { $0 != " " },
            direction: .mobileTerminated)

        #expect(listing.text.contains(#""a\u{202E}\u{1B}b""#))
    }

    @Test func `What cannot be read to its end is listed as far as it goes`() {
        let listing = PDUListing(hex: "0004039121F300", direction: .mobileTerminated)

        #expect(listing.error != nil)
        #expect(listing.text.contains("TP-OA"))
    }
}
