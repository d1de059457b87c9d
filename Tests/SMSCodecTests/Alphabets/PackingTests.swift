import SMSCodec
import Testing

/// Septets in octets, against a reference that does it bit by bit.
@Suite struct PackingTests {
    @Test(arguments: 0..<7)
    func `As many septets as you like behind as many fill bits as there are`(_ fillBitCount: Int) {
        var random = SeededGenerator(seed: UInt64(fillBitCount) + 100)
        for count in TestDepth.some(of: 0...160, oneOf: 7) {
            let septets = (0..<count).map { _ in UInt8.random(in: 0...127, using: &random) }
            let packed = Reference.pack(septets, fillBitCount: fillBitCount)

            #expect(GSM7.pack(septets, fillBitCount: fillBitCount) == packed)
            #expect(GSM7.unpack(packed, septetCount: count, fillBitCount: fillBitCount) == septets)
            #expect(GSM7.unpack(packed, septetCount: 200, fillBitCount: fillBitCount).starts(with: septets))
        }
    }

    @Test(arguments: TestDepth.some(of: 0..<128, oneOf: 5))
    func `A septet is packed at each place`(_ value: Int) {
        for place in 0..<17 {
            let septets = (0..<17).map { UInt8($0 == place ? value : 0x55) }

            #expect(GSM7.pack(septets) == Reference.pack(septets, fillBitCount: 0))
            #expect(GSM7.unpack(Reference.pack(septets, fillBitCount: 0), septetCount: 17) == septets)
        }
    }

    /// The text is read from where it lies in the PDU, and written to where it will lie.
    @Test(arguments: 0...12)
    func `Behind a header of any length the text is the same`(_ length: Int) throws {
        let header = UserDataHeader(elements: [
            .init(identifier: 0x70, octets: Array(repeating: 0xFF, count: length))
        ])
        for count in 0...130 - length {
            let text = String("Ünd {dann} kam der Zug, 3€ das Glas, und @ll die Tränen. ".prefix(count))
            let data = try UserData(header: header, text: text, scheme: .gsm7)
            let septets = try GSM7.septets(of: text)

            #expect(data.payload == .septets(septets))
            #expect(data.text(in: .gsm7) == text)
            #expect(data == (try UserData(header: header, payload: .septets(septets))))
        }
    }

    /// Texts of ASCII are read in a way of their own.
    @Test(arguments: ["a", "@", "$", "é", "Δ", "€", "[", "\u{C}", "\r\n"])
    func `One sign at any place of a text of any length`(_ sign: String) throws {
        for count in [0, 1, 6, 7, 8, 9, 14, 15, 16, 17, 80, 158, 159, 160, 161, 500] {
            let places = count < 20 ? Array(0...count) : [0, count / 2, count]
            for place in places {
                let text =
                    String(repeating: "x", count: place) + sign + String(repeating: "y", count: count - place)
                let septets = try GSM7.septets(of: text)

                #expect(GSM7.text(of: septets) == text)
            }
        }
    }

    @Test func `What stands behind the last septet is not of the text`() throws {
        for count in 0...160 {
            let octets = [UInt8](repeating: 0xFF, count: 141)
            let septets = GSM7.unpack(octets, septetCount: count)

            #expect(GSM7.text(of: septets) == String(repeating: "à", count: count))
        }
        let pdu = "07914151551512F2040B916105551511F100004230904150954005E8329BFDFE"
        let deliver = try IncomingPDU(decoding: #require(HexOctets.decode(pdu)))

        guard case .deliver(let message) = deliver.tpdu else { throw NoDeliver() }
        #expect(message.text == "hello")
    }

    private struct NoDeliver: Error {}

    @Test func `A text too long says by how much`() throws {
        let long = String(repeating: "x", count: 5000)

        #expect(throws: SMSEncodingError.userDataTooLong(octets: 4375, maximum: 140)) {
            try UserData(text: long, scheme: .gsm7)
        }
        #expect(throws: SMSEncodingError.userDataTooLong(octets: 10_000, maximum: 140)) {
            try UserData(text: long, scheme: .ucs2)
        }
    }

    @Test func `What is missing at the end is found there`() {
        let text = String(repeating: "[e\u{301}]", count: 30) + "☃"

        #expect(throws: SMSEncodingError.notInAlphabet("☃")) { try UserData(text: text, scheme: .gsm7) }
    }

    @Test func `Accents that combine do not move what stands before them`() throws {
        let data = try UserData(text: "{caf\u{65}\u{301}} [ol\u{65}\u{301}]", scheme: .gsm7)

        #expect(data.text(in: .gsm7) == "{café} [olé]")
        #expect(data.payload == .septets(try GSM7.septets(of: "{café} [olé]")))
    }

    private enum Reference {
        static func pack(_ septets: [UInt8], fillBitCount: Int) -> [UInt8] {
            var bits = Array(repeating: false, count: fillBitCount)
            for septet in septets { bits += (0..<7).map { septet >> $0 & 1 == 1 } }
            return stride(from: 0, to: bits.count, by: 8).map { start in
                bits[start..<min(start + 8, bits.count)].enumerated().reduce(0) { octet, bit in
                    bit.element ? octet | 1 << bit.offset : octet
                }
            }
        }
    }
}
