import FoundationEssentials

/// Local time at the service centre and how far that is from UTC. 3GPP TS 23.040 §9.2.3.11.
package struct ServiceCentreTimeStamp: Hashable, Sendable {
    static let octetCount = 7
    private static let firstYear = 2000
    /// In the first digit of the zone, which is in the seventh octet.
    private static let signBit: UInt64 = 0x08 << 48

    /// Year, month, day, hour, minute, second, quarter hours, each in eight bits, the year in the lowest;
    /// above them whether the zone is behind UTC. Small, since every message carries one of these or two.
    private let values: UInt64

    private func value(_ place: UInt64) -> Int { Int(UInt8(truncatingIfNeeded: values >> (place * 8))) }

    /// 2000 to 2099: the message carries two digits.
    package var year: Int { Self.firstYear + value(0) }
    package var month: Int { value(1) }
    package var day: Int { value(2) }
    package var hour: Int { value(3) }
    package var minute: Int { value(4) }
    package var second: Int { value(5) }

    /// Quarter hours by which local time is ahead of UTC, -79 to 79. No zone on earth goes beyond -48 and 56;
    /// service centres do.
    package var zoneQuarters: Int { isBehindUTC ? -value(6) : value(6) }

    private var isBehindUTC: Bool { values >> 56 != 0 }

    /// Nil if there is no such time.
    package init?(
        year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int, zoneQuarters: Int
    ) {
        guard let zone = UInt8(exactly: zoneQuarters.magnitude) else { return nil }
        var values: UInt64 = zoneQuarters < 0 ? 1 : 0
        for value in [Int(zone), second, minute, hour, day, month, year - Self.firstYear] {
            guard let value = UInt8(exactly: value) else { return nil }
            values = values << 8 | UInt64(value)
        }
        self.init(values: values)
    }

    private init?(values: UInt64) {
        self.values = values
        guard value(0) <= 99, value(3) <= 23, value(4) <= 59, value(5) <= 59, value(6) <= 79, day >= 1,
            (1...12).contains(month), day <= 28 || day <= CalendarMonth.dayCount(month, year: year)
        else { return nil }
    }

    /// Nil if a half octet is no digit or the time does not exist: service centres send zeros and fillers
    /// where they have no time, and a text is not to be lost for that.
    package init?(octets: some Collection<UInt8>) {
        guard octets.count == Self.octetCount else { return nil }
        self.init(octets: octets.reversed().reduce(0) { $0 << 8 | UInt64($1) })
    }

    package init?(decoding reader: inout OctetReader, _ field: PDUField) throws(SMSDecodingError) {
        let start = try reader.take(Self.octetCount, field).lowerBound
        self.init(octets: reader.octets.span.word(at: start) & 0xFF_FFFF_FFFF_FFFF)
    }

    /// - Parameter octets: seven, the first in the lowest bits.
    private init?(octets: UInt64) {
        guard let values = SemiOctets.decimals(octets & ~Self.signBit) else { return nil }
        self.init(values: octets & Self.signBit == 0 ? values : values | 1 << 56)
    }

    package func encode(into writer: inout OctetWriter) {
        for place in UInt64(0)..<6 { writer.append(SemiOctets.octet(UInt8(value(place)))) }
        writer.append(SemiOctets.octet(UInt8(value(6))) | (isBehindUTC ? 0x08 : 0))
    }

    /// Seven zeros, month 0 among them, stand for a time that is not known.
    static func encode(_ stamp: ServiceCentreTimeStamp?, into writer: inout OctetWriter) {
        guard let stamp else { return writer.append(contentsOf: repeatElement(0, count: octetCount)) }
        stamp.encode(into: &writer)
    }
}

// MARK: - As an instant

extension ServiceCentreTimeStamp {
    /// The Gregorian calendar without a zone: the message says itself how far its time is from UTC.
    private static let calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar
    }()

    /// Seconds since the start of 1970 in UTC.
    package var unixTime: Int {
        let components = DateComponents(
            year: year, month: month, day: day, hour: hour, minute: minute, second: second)
        let local = Self.calendar.date(from: components) ?? .distantPast
        return Int(local.timeIntervalSince1970) - zoneQuarters * 900
    }

    /// Nil if it falls outside 2000 to 2099.
    package init?(unixTime: Int, zoneQuarters: Int = 0) {
        guard (0...5_000_000_000).contains(unixTime), (-79...79).contains(zoneQuarters) else { return nil }
        let local = Date(timeIntervalSince1970: TimeInterval(unixTime + zoneQuarters * 900))
        let parts = Self.calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: local)
        self.init(
            year: parts.year ?? 0, month: parts.month ?? 0, day: parts.day ?? 0, hour: parts.hour ?? 0,
            minute: parts.minute ?? 0, second: parts.second ?? 0, zoneQuarters: zoneQuarters)
    }
}

/// How long the months of the Gregorian calendar are: whether a date that a message carries exists at all.
enum CalendarMonth {
    /// `month` is 1 to 12.
    static func dayCount(_ month: Int, year: Int) -> Int {
        let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
        return switch month {
        case 2: isLeap ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
