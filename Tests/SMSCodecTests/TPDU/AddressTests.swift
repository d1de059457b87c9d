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

    @Test(arguments: 0...20)
    func `A number of any length, with any sign at any place`(_ count: Int) throws {
        for sign in ["0", "9", "*", "#", "a", "b", "c"] {
            for place in 0..<count {
                let digits = (0..<count).map { $0 == place ? sign : String($0 % 10) }.joined()
                var writer = OctetWriter()
                try Address(number: digits, typeOfNumber: .national).encode(into: &writer)
                var reader = OctetReader(writer.octets)
                let address = try Address(decoding: &reader, .destinationAddress)

                #expect(address.number == digits)
                #expect(writer.octets.count == 2 + (count + 1) / 2)
            }
        }
    }

    @Test func `A number ends at a filler, and two that differ behind it are the same`() throws {
        var one = OctetReader([8, 0x91, 0x21, 0xF3, 0x44, 0x55])
        var other = OctetReader([8, 0x91, 0x21, 0xF3, 0xFF, 0xFF])

        let address = try Address(decoding: &one, .destinationAddress)

        #expect(address.number == "123")
        #expect(try Address(decoding: &other, .destinationAddress) == address)
    }

    @Test(arguments: ["A", "Sevenup", "Eight at", "12345678901"])
    func `The name of a service centre may have seven letters`(_ name: String) throws {
        let address = try Address(number: name, typeOfNumber: .alphanumeric)
        var writer = OctetWriter()
        ServiceCentreAddress.encode(address, into: &writer)
        var reader = OctetReader(writer.octets)

        #expect(try ServiceCentreAddress.decode(&reader)?.number == name)
    }

    @Test func `A service centre has up to 22 digits`() throws {
        var reader = OctetReader([12, 0x91] + Array(repeating: 0x21, count: 11))

        #expect(
            try ServiceCentreAddress.decode(&reader)?.number == String(repeating: "12", count: 11))
    }
}
