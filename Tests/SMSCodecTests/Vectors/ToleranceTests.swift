import SMSCodec
import Testing

/// Each tolerance has its examples, and each PDU that is odd and read is the example of a tolerance.
@Suite struct ToleranceTests {
    @Test(arguments: Tolerance.allCases)
    func `What is tolerated is read`(_ tolerance: Tolerance) throws {
        for example in tolerance.examples {
            let malformed = try #require(Fixtures.malformed.first { $0.id == example }, "\(example)")
            let octets = try #require(HexOctets.decode(malformed.pdu.filter { !$0.isNewline }))

            if malformed.direction == "mo" {
                #expect(throws: Never.self, "\(example)") { try OutgoingPDU(decoding: octets) }
            } else {
                #expect(throws: Never.self, "\(example)") { try IncomingPDU(decoding: octets) }
            }
        }
        for example in tolerance.vectors {
            let vector = try #require(Fixtures.vectors.first { $0.id == example }, "\(example)")

            #expect(throws: Never.self) {
                try IncomingPDU(decoding: try #require(HexOctets.decode(vector.pdu)))
            }
        }
        #expect(!tolerance.examples.isEmpty || !tolerance.vectors.isEmpty)
    }

    @Test func `Nothing is tolerated that is not in the list`() {
        let read = Fixtures.malformed.filter { $0.expect != .reject }.map(\.id)

        #expect(Set(Tolerance.allCases.flatMap(\.examples)) == Set(read))
    }
}

extension Tolerance {
    /// Of `malformed.jsonl`.
    fileprivate var examples: [String] {
        switch self {
        case .lowerCase: ["lowercase-ok"]
        case .lineEnd: ["crlf-tail"]
        case .octetsAfterUserData: ["udl-shorter-than-ud", "trailing-octets", "udl-0-with-octets"]
        case .serviceCentreWithoutDigits: ["smsc-len-1"]
        case .typeWithoutExtensionBit: ["smsc-toa-ext-0", "oa-toa-ext-0"]
        case .fillerAmongDigits: ["smsc-filler-inside", "oa-filler-inside"]
        case .noFiller: ["oa-odd-no-filler"]
        case .noOriginator: ["oa-len-0", "oa-alpha-len-0", "oa-alpha-len-1", "all-zero-20"]
        case .reservedTypeOfAddress: ["oa-ton-7", "oa-npi-15"]
        case .reservedMessageType: ["mti-3-mt"]
        case .noSuchTime:
            [
                "scts-month-13", "scts-month-0", "scts-day-0", "scts-day-32", "scts-hour-24",
                "scts-minute-60",
                "scts-second-60", "scts-bcd-A", "scts-all-F", "scts-all-0", "scts-tz-nibble-A", "feb-30",
                "vp-abs-bad-bcd", "status-dt-all-zero",
            ]
        case .zoneOffEarth: ["scts-tz-79"]
        case .zoneOfMinusZero, .fillBitsSet, .bitsAfterLastSeptet: []
        case .reservedValidityForm: ["vp-enh-reserved-form"]
        case .extendedParameterIndicator: ["status-extra-octets"]
        case .emptyHeader: ["udh-udhl-0"]
        case .headerNotAnnounced: ["udh-no-udhi-bit"]
        case .elementOfWrongLength: ["udh-concat8-len-2", "udh-concat16-len-3", "udh-lang-len-2"]
        case .placeOutsideMessage: ["udh-concat-total-0", "udh-concat-seq-0", "udh-concat-seq-gt-total"]
        case .unknownLanguage: ["udh-lang-unknown"]
        case .escapeAtEnd: ["esc-at-end"]
        case .oddOctetOfUCS2: ["ucs2-odd-length"]
        case .halfSurrogatePair:
            ["ucs2-lone-high-surrogate", "ucs2-lone-low-surrogate", "ucs2-swapped-surrogates"]
        }
    }

    /// Of `vectors-public.jsonl`: nothing is wrong with these but a bit that says nothing.
    fileprivate var vectors: [String] {
        switch self {
        case .zoneOfMinusZero: ["tp-messaging-16"]
        case .fillBitsSet: ["tp-gsmmodem-11", "tp-modemmanager-14", "tp-modemmanager-15"]
        case .bitsAfterLastSeptet: ["tp-sms-08"]
        default: []
        }
    }
}
