import FoundationEssentials

/// Local time at the service centre and how far that is from UTC. 3GPP TS 23.040 §9.2.3.11.
package struct ServiceCentreTimeStamp: Hashable, Sendable {
    static let octetCount = 7
    private static let firstYear = 2000

    /// 2000 to 2099: the message carries two digits.
    package let year: Int
    package let month: Int
    package let day: Int
    package let hour: Int
    package let minute: Int
    package let second: Int
    /// Quarter hours by which local time is ahead of UTC, -79 to 79. No zone on earth goes beyond -48 and 56;
    /// service centres do.
    package let zoneQuarters: Int

    /// Nil if there is no such time.
    package init?(
        year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int, zoneQuarters: Int
    ) {
        guard (Self.firstYear..<Self.firstYear + 100).contains(year), (1...12).contains(month),
            (1...CalendarMonth.dayCount(month, year: year)).contains(day), (0...23).contains(hour),
            (0...59).contains(minute), (0...59).contains(second), (-79...79).contains(zoneQuarters)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
        self.zoneQuarters = zoneQuarters
    }

    /// Nil if a half octet is no digit or the time does not exist: service centres send zeros and fillers
    /// where they have no time, and a text is not to be lost for that.
    package init?(octets: some Collection<UInt8>) {
        let octets = Array(octets)
        guard octets.count == Self.octetCount else { return nil }
        let values = octets.prefix(6).compactMap(SemiOctets.decimal)
        // The highest bit of the first digit is the sign.
        guard values.count == 6, let quarters = SemiOctets.decimal(octets[6] & ~0x08) else { return nil }
        self.init(
            year: Self.firstYear + values[0], month: values[1], day: values[2], hour: values[3],
            minute: values[4],
            second: values[5], zoneQuarters: octets[6] & 0x08 == 0 ? quarters : -quarters)
    }

    package init?(decoding reader: inout OctetReader, _ field: PDUField) throws(SMSDecodingError) {
        self.init(octets: try reader.octets(Self.octetCount, field))
    }

    package func encode(into writer: inout OctetWriter) {
        for value in [year, month, day, hour, minute, second] {
            writer.append(SemiOctets.octet(value))
        }
        writer.append(SemiOctets.octet(zoneQuarters) | (zoneQuarters < 0 ? 0x08 : 0))
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
