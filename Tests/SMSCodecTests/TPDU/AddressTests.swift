import SMSCodec
import Testing

@Suite struct AddressTests {
    @Test(arguments: [
        ("+447700900311", "0C91447700093011"), ("+46708251358", "0B916407281553F8"), ("12345", "05812143F5"),
        ("*100#", "05811A00FB"), ("7", "0181F7"), ("", "0081"), ("12abc", "058121DCFE"),
    ])
    func `A number is written with its digits in pairs`(_ dialString: String, _ hex: String) throws {
        var writer = OctetWriter()
        try Address(dialString: dialString).encode(into: &writer)

        #expect(HexOctets.encode(writer.octets) == hex)
    }

    @Test(arguments: ["+447700900311", "12345", "+12345678901234567890"])
    func `What was dialled is what is read`(_ dialString: String) throws {
        var writer = OctetWriter()
        try Address(dialString: dialString).encode(into: &writer)
        var reader = OctetReader(writer.octets)

        #expect(try Address(decoding: &reader, .destinationAddress).dialString == dialString)
    }

    @Test(arguments: ["A", "My Bank", "Bär&Co", "A€[b]", "Sender1@", "AlphaSender"])
    func `A name is packed in septets`(_ name: String) throws {
        let address = try Address(number: name, typeOfNumber: .alphanumeric, numberingPlan: .unknown)
        var writer = OctetWriter()
        address.encode(into: &writer)
        var reader = OctetReader(writer.octets)

        #expect(try Address(decoding: &reader, .originatingAddress) == address)
    }

    @Test(arguments: ["12 34", "+44+", "12\r", "１２", "abcd"])
    func `What cannot be dialled is no number`(_ number: String) {
        #expect(throws: SMSEncodingError.self) { try Address(dialString: number) }
    }

    @Test func `A number has at most 20 digits`() {
        #expect(throws: SMSEncodingError.addressTooLong(21, maximum: 20)) {
            try Address(dialString: "123456789012345678901")
        }
    }

    @Test func `A name has at most 11 letters`() {
        #expect(throws: SMSEncodingError.addressTooLong(12, maximum: 11)) {
            try Address(number: "TwelveLetter", typeOfNumber: .alphanumeric)
        }
    }

    @Test func `An error names the field and the octet`() {
        var reader = OctetReader([0x0B, 0x91, 0x64])

        #expect(
            throws: SMSDecodingError(
                field: .originatingAddress, octet: 2, reason: .truncated(needed: 6, left: 1))
        ) { try Address(decoding: &reader, .originatingAddress) }
    }
}
