/// TP-VP: how long the service centre keeps trying. 3GPP TS 23.040 §9.2.3.12.
package enum ValidityPeriod: Hashable, Sendable {
    /// As long as the service centre likes.
    case none
    /// In steps that grow with the value (§9.2.3.12.1).
    case relative(UInt8)
    /// Until a moment (§9.2.3.12.2).
    case absolute(ServiceCentreTimeStamp)
    /// Seven octets of a little language (§9.2.3.12.3).
    case enhanced(EnhancedValidityPeriod)

    /// The shortest relative period that is not shorter than this; the longest there is, 63 weeks, if none
    /// is.
    package static func relative(atLeast seconds: Int) -> ValidityPeriod {
        for value in UInt8.min...UInt8.max where RelativeValidityPeriod.seconds(of: value) >= seconds {
            return .relative(value)
        }
        return .relative(.max)
    }

    /// From the moment that the service centre has the message; nil where it is not told as a duration.
    package var seconds: Int? {
        switch self {
        case .none, .absolute: nil
        case .relative(let value): RelativeValidityPeriod.seconds(of: value)
        case .enhanced(let period): period.seconds
        }
    }

    /// TP-VPF (§9.2.3.3)
    var format: UInt8 {
        switch self {
        case .none: 0b00
        case .enhanced: 0b01
        case .relative: 0b10
        case .absolute: 0b11
        }
    }

    init(decoding reader: inout OctetReader, format: UInt8) throws(SMSDecodingError) {
        switch format {
        case 0b01: self = .enhanced(EnhancedValidityPeriod(try reader.octets(7, .validityPeriod)))
        case 0b10: self = .relative(try reader.octet(.validityPeriod))
        case 0b11:
            let stamp = try ServiceCentreTimeStamp(decoding: &reader, .validityPeriod)
            // A moment that does not exist bounds nothing.
            self = stamp.map { .absolute($0) } ?? .none
        default: self = .none
        }
    }

    func encode(into writer: inout OctetWriter) {
        switch self {
        case .none: break
        case .relative(let value): writer.append(value)
        case .absolute(let stamp): stamp.encode(into: &writer)
        case .enhanced(let period): writer.append(contentsOf: period.octets)
        }
    }
}

/// §9.2.3.12.1
enum RelativeValidityPeriod {
    private static let minute = 60, hour = 3600, day = 86400, week = 604_800

    /// 5 minutes to 12 hours, half hours to a day, days to 30, weeks to 63.
    static func seconds(of value: UInt8) -> Int {
        let value = Int(value)
        return switch value {
        case ...143: (value + 1) * 5 * minute
        case ...167: 12 * hour + (value - 143) * 30 * minute
        case ...196: (value - 166) * day
        default: (value - 192) * week
        }
    }
}

/// §9.2.3.12.3: a functionality indicator, then what its lowest three bits announce, then zeros.
package struct EnhancedValidityPeriod: Hashable, Sendable {
    private static let octetCount = 7

    /// The first in the lowest bits.
    private let bits: UInt64

    /// Seven.
    package var octets: [UInt8] {
        (0..<Self.octetCount).map { UInt8(truncatingIfNeeded: bits >> ($0 * 8)) }
    }

    /// Cut or filled with zeros to seven.
    package init(_ octets: some Sequence<UInt8>) {
        bits = octets.prefix(Self.octetCount).enumerated().reduce(0) { bits, octet in
            bits | UInt64(octet.element) << (octet.offset * 8)
        }
    }

    /// One attempt and no more.
    package var isSingleShot: Bool { bits & 0x40 != 0 }

    package var seconds: Int? {
        let octets = octets
        switch octets[0] & 0b111 {
        case 0b001: return RelativeValidityPeriod.seconds(of: octets[1])
        case 0b010: return octets[1] == 0 ? nil : Int(octets[1])
        case 0b011:
            let values = octets[1...3].compactMap(SemiOctets.decimal)
            return values.count == 3 ? Int(values[0]) * 3600 + Int(values[1]) * 60 + Int(values[2]) : nil
        default: return nil
        }
    }
}
