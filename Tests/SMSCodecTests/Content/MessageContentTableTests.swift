import SMSCodec
import Testing

/// Every TP-PID with every TP-DCS under headers of all sorts. A letter for each kind of content: text, flash,
/// replacement, quiet (type 0), SIM data, voice mail, push, binary.
@Suite struct MessageContentTableTests {
    struct Header: Sendable, CustomTestStringConvertible {
        var testDescription: String
        /// What a message under it is; nil if that is left to TP-PID and TP-DCS.
        var letter: Character?
        var elements: [UserDataHeader.Element]

        init(_ name: String, _ letter: Character?, _ elements: [(UInt8, String)]) {
            testDescription = name
            self.letter = letter
            self.elements = elements.compactMap { identifier, hex in
                HexOctets.decode(hex).map { .init(identifier: identifier, octets: $0) }
            }
        }
    }

    static let headers = [
        Header("none", nil, []),
        Header(
            "parts and languages", nil, [(0x00, "CC0201"), (0x08, "12340202"), (0x24, "01"), (0x25, "01")]),
        Header("EMS", nil, (0x0A...0x1F).map { ($0, "000102") }),
        Header(
            "of senders and service centres", nil,
            [
                (0x06, "01"), (0x07, "02"), (0x20, "0A"), (0x21, "0000050A"), (0x22, "0B916105551511F1"),
                (0x80, "01"),
            ]),
        Header(
            "what is reserved", nil, [(0x02, "01"), (0x26, "FF"), (0x6F, ""), (0xA0, "00"), (0xFF, "00")]),
        Header(
            "elements of a wrong length", nil, [(0x01, "80"), (0x04, "F0"), (0x05, "0B84"), (0x23, "00")]),
        Header("WAP push", "p", [(0x05, "0B8423F0")]),
        Header("a part of a WAP push", "p", [(0x00, "CC0202"), (0x05, "0B8423F0")]),
        Header("a ringing tone for a Nokia", "b", [(0x05, "15810000")]),
        Header("port 0", "b", [(0x05, "00000000")]),
        Header("an 8 bit port behind formatting", "b", [(0x0A, "000520"), (0x04, "F0E2")]),
        Header("a command to the SIM", "s", [(0x70, "")]),
        Header("the last of the SIM's elements", "s", [(0x0A, "000520"), (0x7F, "")]),
        Header("voice mail", "v", [(0x01, "8002")]),
        Header("no voice mail any more", "v", [(0x01, "0000")]),
        Header("enhanced voice mail", "v", [(0x23, "0003812143020000")]),
        Header("wireless control", "b", [(0x09, "01")]),
    ]

    /// What TP-DCS makes of an ordinary message, a row for each high half. TS 23.038 §4.
    private static let schemes = [
        "ttttbbbbtttttttt", "ftstbbsbftstftst", "bbbbbbbbbbbbbbbb", "bbsbbbsbbbsbbbsb",
        "ttttbbbbtttttttt", "ftstbbsbftstftst", "bbbbbbbbbbbbbbbb", "bbsbbbsbbbsbbbsb",
        "tttttttttttttttt", "tttttttttttttttt", "tttttttttttttttt", "tttttttttttttttt",
        "vvvvvvvvvvvvvvvv", "vvvvvvvvvvvvvvvv", "vvvvvvvvvvvvvvvv", "ftstbbsbftstbbsb",
    ].joined().map { $0 }

    @Test(arguments: headers)
    func `SECURITY T11: only words for a person are a text`(_ header: Header) {
        let userDataHeader = UserDataHeader(elements: header.elements)
        var wrong: [String] = []

        for octets in TestDepth.some(of: UInt16.min...UInt16.max, oneOf: 61) {
            let (identifier, scheme) = (UInt8(octets >> 8), UInt8(octets & 0xFF))
            let content = MessageContent(
                ProtocolIdentifier(rawValue: identifier), DataCodingScheme(rawValue: scheme),
                userDataHeader,
                octets: [])
            guard Self.letter(for: content) != Self.letter(identifier, scheme, header) else { continue }
            wrong.append("TP-PID \(identifier), TP-DCS \(scheme): \(content)")
        }

        #expect(wrong.isEmpty)
    }

    private static func letter(_ identifier: UInt8, _ scheme: UInt8, _ header: Header) -> Character {
        if identifier == 0x40 { return "q" }
        if identifier >= 0x7C, identifier <= 0x7F { return "s" }
        if let letter = header.letter { return letter }
        let letter = schemes[Int(scheme)]
        switch (identifier, letter) {
        case (_, "s"), (_, "v"): return letter
        case (0x48, _): return "b"
        case (0x41...0x47, "t"), (0x5F, "t"): return "r"
        default: return letter
        }
    }

    private static func letter(for content: MessageContent) -> Character {
        switch content {
        case .text: "t"
        case .flash: "f"
        case .replacement: "r"
        case .silent: "q"
        case .simData: "s"
        case .voicemailNotice: "v"
        case .push: "p"
        case .pictureNotice: "P"
        case .binary: "b"
        }
    }
}
