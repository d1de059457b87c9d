import SMSCodec
import Testing

@Suite struct UserDataHeaderTests {
    @Test(arguments: [
        (Concatenation.Width.eightBit, 0xCC, "CC0302"), (.sixteenBit, 0x1234, "12340302"),
    ])
    func `A part says its reference, its total and its place`(
        _ width: Concatenation.Width, _ reference: Int, _ hex: String
    ) throws {
        let place = try #require(Concatenation(reference: reference, total: 3, sequence: 2, width: width))

        #expect(HexOctets.encode(place.element.octets) == hex)
        #expect(Concatenation(element: place.element) == place)
    }

    @Test(arguments: [(0, 1), (1, 0), (2, 3), (256, 1)])
    func `A place that is not among the parts is no place`(_ total: Int, _ sequence: Int) {
        #expect(Concatenation(reference: 1, total: total, sequence: sequence) == nil)
    }

    @Test func `The last element of a kind that makes sense holds`() throws {
        let good = try #require(Concatenation(reference: 2, total: 3, sequence: 2))
        let header = UserDataHeader(elements: [
            .init(identifier: 0x00, octets: [1, 2, 1]), good.element,
            .init(identifier: 0x00, octets: [5, 0, 0]),
        ])

        #expect(header.concatenation == good)
    }

    @Test func `A header and a text have 140 octets between them`() throws {
        let header = UserDataHeader(elements: [
            .init(identifier: 0x70, octets: Array(repeating: 0, count: 130))
        ])

        #expect(throws: Never.self) { try UserData(header: header, payload: .octets([1, 2, 3, 4, 5, 6, 7])) }
        #expect(throws: SMSEncodingError.userDataTooLong(octets: 141, maximum: 140)) {
            try UserData(header: header, payload: .octets([1, 2, 3, 4, 5, 6, 7, 8]))
        }
    }

    @Test func `A text that the scheme cannot carry is refused`() {
        #expect(throws: SMSEncodingError.noTextCoding) { try UserData(text: "a", scheme: .eightBit) }
        #expect(throws: SMSEncodingError.noTextCoding) {
            try UserData(text: "a", scheme: DataCodingScheme(rawValue: 0x20))
        }
        #expect(throws: SMSEncodingError.notInAlphabet("☃")) { try UserData(text: "☃", scheme: .gsm7) }
    }
}
