import SMSCodec
import Testing

@Suite struct OctetReaderTests {
    @Test func `Reading past the end says what was wanted and what was there`() throws {
        var reader = OctetReader([1, 2, 3])
        _ = try reader.octet(.messageReference)

        #expect(throws: SMSDecodingError(field: .userData, octet: 1, reason: .truncated(needed: 3, left: 2)))
        {
            try reader.octets(3, .userData)
        }
    }

    @Test(arguments: [-1, Int.min, Int.max])
    func `A length that makes no sense is refused`(_ count: Int) {
        var reader = OctetReader([1, 2, 3])

        #expect(throws: SMSDecodingError.self) { try reader.octets(count, .userData) }
    }

    @Test func `Each octet is told with its field`() throws {
        let octets = try #require(
            HexOctets.decode("07914151551512F2040B916105551511F100004230904150954005E8329BFD06"))
        var reader = OctetReader(octets, keepsSpans: true)
        _ = try IncomingPDU(decoding: &reader)

        #expect(
            reader.spans.map(\.field) == [
                .serviceCentreAddress, .firstOctet, .originatingAddress, .protocolIdentifier,
                .dataCodingScheme,
                .serviceCentreTimeStamp, .userDataLength, .userData,
            ])
        #expect(reader.spans.map(\.octets.lowerBound) == [0, 8, 9, 17, 18, 19, 26, 27])
        #expect(reader.spans.last?.octets.upperBound == octets.count)
    }

    @Test func `An error reads as field, octet and reason`() {
        let error = SMSDecodingError(
            field: .userDataHeader, octet: 12, reason: .headerBeyondUserData(header: 9, left: 3))

        #expect("\(error)" == "TP-UD.UDH at octet 12: the header takes 9, the user data have 3")
    }
}
