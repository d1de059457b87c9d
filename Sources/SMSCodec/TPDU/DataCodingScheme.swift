/// TP-DCS: the alphabet of a text and what is to become of it. 3GPP TS 23.038 §4.
package struct DataCodingScheme: RawRepresentable, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    package static let gsm7 = DataCodingScheme(rawValue: 0x00)
    package static let eightBit = DataCodingScheme(rawValue: 0x04)
    package static let ucs2 = DataCodingScheme(rawValue: 0x08)

    /// The high half of the octet tells how to read the low half.
    private enum Group {
        /// 00xx and 01xx; the latter asks for deletion once read.
        case general
        /// 1000 to 1011
        case reserved
        /// 1100: the text is only a signal. 1101 and 1110: it may be kept.
        case waitingDiscarded, waitingStored, waitingStoredUCS2
        /// 1111
        case dataOrClass
    }

    private var group: Group {
        switch rawValue >> 4 {
        case 0x0...0x7: .general
        case 0xC: .waitingDiscarded
        case 0xD: .waitingStored
        case 0xE: .waitingStoredUCS2
        case 0xF: .dataOrClass
        default: .reserved
        }
    }

    /// What is reserved is read as the default alphabet (§4).
    package var alphabet: Alphabet {
        switch group {
        case .general:
            switch rawValue >> 2 & 0b11 {
            case 0b01: .eightBit
            case 0b10: .ucs2
            default: .gsm7
            }
        case .dataOrClass: rawValue & 0x04 == 0 ? .gsm7 : .eightBit
        case .waitingStoredUCS2: .ucs2
        case .reserved, .waitingDiscarded, .waitingStored: .gsm7
        }
    }

    /// 3GPP TS 23.042; such user data are octets to us, and no text.
    package var isCompressed: Bool { group == .general && rawValue & 0x20 != 0 }

    package var isMarkedForDeletion: Bool { group == .general && rawValue & 0x40 != 0 }

    /// A coding that the standard has not given out.
    package var isReserved: Bool {
        group == .reserved || group == .general && rawValue & 0x0C == 0x0C
    }

    /// 0 shown at once and not kept, 1 to the phone, 2 to the SIM, 3 to what is attached. Nil: none.
    package var messageClass: Int? {
        switch group {
        case .general: rawValue & 0x10 == 0 ? nil : Int(rawValue & 0b11)
        case .dataOrClass: Int(rawValue & 0b11)
        case .reserved, .waitingDiscarded, .waitingStored, .waitingStoredUCS2: nil
        }
    }

    /// Whether TP-UDL counts septets.
    package var countsSeptets: Bool { alphabet == .gsm7 && !isCompressed }
}

// MARK: - Something waits

extension DataCodingScheme {
    package var waitingIndication: WaitingIndication? {
        switch group {
        case .general, .reserved, .dataOrClass: nil
        case .waitingDiscarded, .waitingStored, .waitingStoredUCS2:
            WaitingIndication(
                kind: .init(rawValue: rawValue & 0b11) ?? .other, isActive: rawValue & 0x08 != 0,
                discardsText: group == .waitingDiscarded)
        }
    }
}
