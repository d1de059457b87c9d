import FoundationEssentials

/// Local time at the service centre and how far that is from UTC. 3GPP TS 23.040 §9.2.3.11.
package struct ServiceCentreTimeStamp: Hashable, Sendable {
    static let octetCount = 7
    private static let firstYear = 2000
    /// In the first digit of the zone.
    private static let signBit: UInt8 = 0x08

    /// As they are sent, but for the halves of the octets: small, since every message carries one of these or two.
    private struct Fields: Hashable, Sendable {
        var yearOfCentury: UInt8
        var month: UInt8
        var day: UInt8
        var hour: UInt8
        var minute: UInt8
        var second: UInt8
        var zoneQuarters: UInt8
        var isBehindUTC: Bool
    }

    private let fields: Fields

    /// 2000 to 2099: the message carries two digits.
    package var year: Int { Self.firstYear + Int(fields.yearOfCentury) }
    package var month: Int { Int(fields.month) }
    package var day: Int { Int(fields.day) }
    package var hour: Int { Int(fields.hour) }
    package var minute: Int { Int(fields.minute) }
    package var second: Int { Int(fields.second) }

    /// Quarter hours by which local time is ahead of UTC, -79 to 79. No zone on earth goes beyond -48 and 56;
    /// service centres do.
    package var zoneQuarters: Int {
        fields.isBehindUTC ? -Int(fields.zoneQuarters) : Int(fields.zoneQuarters)
    }

    /// Nil if there is no such time.
    package init?(
        year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int, zoneQuarters: Int
    ) {
        let bounds = 0...99
        guard [year - Self.firstYear, month, day, hour, minute, second].allSatisfy(bounds.contains),
            bounds.contains(Int(clamping: zoneQuarters.magnitude))
        else { return nil }
        self.init(
            Fields(
                yearOfCentury: UInt8(year - Self.firstYear), month: UInt8(month), day: UInt8(day),
                hour: UInt8(hour), minute: UInt8(minute), second: UInt8(second),
                zoneQuarters: UInt8(zoneQuarters.magnitude), isBehindUTC: zoneQuarters < 0))
    }

    private init?(_ fields: Fields) {
        guard fields.yearOfCentury <= 99, fields.month >= 1, fields.month <= 12, fields.day >= 1,
            fields.hour <= 23, fields.minute <= 59, fields.second <= 59, fields.zoneQuarters <= 79
        else { return nil }
        self.fields = fields
        guard day <= 28 || day <= CalendarMonth.dayCount(month, year: year) else { return nil }
    }

    /// Nil if a half octet is no digit or the time does not exist: service centres send zeros and fillers
    /// where they have no time, and a text is not to be lost for that.
    package init?(octets: some Collection<UInt8>) {
        guard octets.count == Self.octetCount else { return nil }
        self.init(octets.reversed().reduce(0) { $0 << 8 | UInt64($1) })
    }

    package init?(decoding reader: inout OctetReader, _ field: PDUField) throws(SMSDecodingError) {
        let start = try reader.take(Self.octetCount, field).lowerBound
        self.init(reader.octets.span.word(at: start) & 0xFF_FFFF_FFFF_FFFF)
    }

    /// - Parameter octets: seven, the first in the lowest bits.
    private init?(_ octets: UInt64) {
        let sign = UInt64(Self.signBit) << 48
        guard let values = SemiOctets.decimals(octets & ~sign) else { return nil }
        func value(_ place: UInt64) -> UInt8 { UInt8(truncatingIfNeeded: values >> (place * 8)) }
        self.init(
            Fields(
                yearOfCentury: value(0), month: value(1), day: value(2), hour: value(3), minute: value(4),
                second: value(5), zoneQuarters: value(6), isBehindUTC: octets & sign != 0))
    }

    package func encode(into writer: inout OctetWriter) {
        writer.append(SemiOctets.octet(fields.yearOfCentury))
        writer.append(SemiOctets.octet(fields.month))
        writer.append(SemiOctets.octet(fields.day))
        writer.append(SemiOctets.octet(fields.hour))
        writer.append(SemiOctets.octet(fields.minute))
        writer.append(SemiOctets.octet(fields.second))
        writer.append(SemiOctets.octet(fields.zoneQuarters) | (fields.isBehindUTC ? Self.signBit : 0))
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
