import SMSCodec

// The values of the codec as a person reads them.

extension Address {
    /// `+16505551111`, `12345, national`, `"MyBank"`.
    var words: String {
        guard !number.isEmpty else { return "no number" }
        let type: String? =
            switch typeOfNumber {
            case .unknown, .international, .alphanumeric: nil
            case .national: "national"
            case .networkSpecific: "of the network"
            case .subscriber: "of the subscriber"
            case .abbreviated: "abbreviated"
            case .reserved: "of a reserved type"
            }
        let plan =
            numberingPlan == .telephone || numberingPlan == .unknown
            ? nil : "numbering plan \(numberingPlan.rawValue)"
        let name = typeOfNumber == .alphanumeric ? PDUValue.quoted(number) : dialString
        return [name, type, plan].compactMap { $0 }.joined(separator: ", ")
    }
}

extension ServiceCentreTimeStamp {
    /// `2024-03-09 14:05:59, +01:00`
    var words: String {
        let minutes = abs(zoneQuarters) * 15
        let zone = [minutes / 60, minutes % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
        return iso.replacing("T", with: " ") + ", " + (zoneQuarters < 0 ? "-" : "+") + zone
    }
}

extension ValidityPeriod {
    var words: String {
        switch self {
        case .none: "no such time"
        case .absolute(let stamp): "until \(stamp.words)"
        case .relative: seconds.map(Self.duration) ?? ""
        case .enhanced(let period):
            (seconds.map(Self.duration) ?? "as long as the service centre likes")
                + (period.isSingleShot ? ", one attempt" : "")
        }
    }

    /// In the largest unit that divides it more than once: `90 min`, `24 h`.
    private static func duration(_ seconds: Int) -> String {
        let units = [(604_800, "weeks"), (86_400, "days"), (3_600, "h"), (60, "min")]
        for (unit, name) in units where seconds > unit && seconds.isMultiple(of: unit) {
            return "\(seconds / unit) \(name)"
        }
        return "\(seconds) s"
    }
}

extension UserDataHeader.Element {
    /// The name, and what the element says where it makes sense.
    var words: String { ([name] + (details.map { [$0] } ?? [])).joined(separator: ": ") }

    private var details: String? {
        if let place = Concatenation(element: self) {
            return "part \(place.sequence) of \(place.total), reference \(place.reference)"
        }
        if let ports = ApplicationPorts(element: self) {
            return "to \(ports.destination)\(ports.name.map { " (\($0))" } ?? ""), from \(ports.source)"
        }
        if let indication = WaitingIndication(element: self) { return indication.words }
        return nil
    }
}
