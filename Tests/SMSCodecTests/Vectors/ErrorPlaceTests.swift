import SMSCodec
import Testing

/// Where an error is: the field, down to the element of a header, and the octet.
@Suite struct ErrorPlaceTests {
    @Test(arguments: [
        ("empty", "SMSC", 0), ("smsc-only", "TP-MTI", 8), ("smsc-len-past-end", "SMSC", 0),
        ("smsc-len-13", "SMSC", 0),
        ("deliver-truncated-after-fo", "TP-OA", 9), ("deliver-truncated-mid-oa", "TP-OA", 11),
        ("deliver-truncated-after-oa", "TP-PID", 17), ("deliver-truncated-after-pid", "TP-DCS", 18),
        ("deliver-truncated-mid-scts", "TP-SCTS", 19), ("deliver-truncated-after-scts", "TP-UDL", 26),
        ("deliver-truncated-mid-ud", "TP-UD", 27), ("submit-truncated-fo", "TP-MR", 2),
        ("submit-truncated-mr", "TP-DA", 3), ("submit-truncated-udl", "TP-VP", 13),
        ("submit-truncated-ud", "TP-UD", 15),
        ("status-truncated-ra", "TP-RA", 12), ("status-truncated-dt", "TP-DT", 25),
        ("status-truncated-st", "TP-ST", 32),
        ("status-pi-promises-ud", "TP-PID", 34), ("oa-len-21", "TP-OA", 9),
        ("udl-longer-than-ud", "TP-UD", 27),
        ("udl-161", "TP-UDL", 26), ("udl-8bit-141", "TP-UDL", 26), ("udh-udhl-past-ud", "TP-UD.UDH", 27),
        ("udh-udhl-eq-ud", "TP-UD.UDH", 27), ("udh-ie-len-past-udhl", "TP-UD.UDH.IEI 00h", 29),
        ("udh-half-ie", "TP-UD.UDH", 28), ("udh-udhi-udl-0", "TP-UD.UDH", 26),
        ("udh-udhl-exceeds-septets", "TP-UD.UDH", 27), ("max-all-FF", "SMSC", 0), ("huge-10k", "PDU", 0),
    ])
    func `An error names its field and its octet`(id: String, path: String, octet: Int) throws {
        let malformed = try #require(Fixtures.malformed.first { $0.id == id })
        let direction = try #require(PDUDirection(rawValue: malformed.direction))
        var reader = OctetReader(try #require(HexOctets.decode(malformed.pdu)))
        let error = try #require(throws: SMSDecodingError.self) { try AnyPDU(decoding: &reader, direction) }

        #expect(error.path == path)
        #expect(error.octet == octet)
    }

    /// One element may be too long behind others that are not.
    @Test func `Of several elements the one that is too long is named`() throws {
        let hex =
            "07914151551512F2440B916105551511F1000442309041509540" + "0B" + "08" + "0003CC0201" + "240401"
            + "000000"
        var reader = OctetReader(try #require(HexOctets.decode(hex)))
        let error = try #require(throws: SMSDecodingError.self) {
            try AnyPDU(decoding: &reader, .mobileTerminated)
        }

        #expect("\(error)".hasPrefix("TP-UD.UDH.IEI 24h at octet 34: "))
    }

    @Test(arguments: TestDepth.some(of: Fixtures.vectors, oneOf: 5))
    func `A PDU that is cut says where it ends`(_ vector: Vector) throws {
        let octets = try #require(HexOctets.decode(vector.pdu))
        let direction: PDUDirection = vector.direction == "submit" ? .mobileOriginated : .mobileTerminated

        for count in octets.indices {
            var reader = OctetReader(Array(octets[..<count]))
            do throws(SMSDecodingError) {
                _ = try AnyPDU(decoding: &reader, direction)
            } catch {
                #expect((0...count).contains(error.octet))
                #expect(!error.path.isEmpty)
            }
        }
    }
}
