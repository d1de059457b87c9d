package import Telephony

extension SettingKind {
    /// The value that a text says; nil if it says none that the setting takes.
    func value(of text: String, checks: SettingChecks) -> SettingValue? {
        switch self {
        case .seconds(let range), .duration(let range):
            TypedDuration(text).flatMap { range.contains($0.seconds) ? .seconds($0.seconds) : nil }
        case .count(let range, _): Self.count(text).flatMap { range.contains($0) ? .count($0) : nil }
        case .countOrOff(let range, _):
            Self.isNothing(text)
                ? SettingValue.none : Self.count(text).flatMap { range.contains($0) ? .count($0) : nil }
        case .flag: Self.flag(text).map { .flag($0) }
        case .oneOf(let names): Self.name(text, of: names).map { .text($0) }
        case .someOf(let names): Self.list(text) { Self.name($0, of: names) }
        case .text(let longest): Self.isOneLine(text, longest: longest) ? .text(text) : nil
        case .words: Self.isOneLine(text, longest: 612) && WordsTemplate(text).isUsable ? .text(text) : nil
        case .country: Self.country(text, checks).map { .text($0) }
        case .countries: Self.list(text) { Self.country($0, checks) }
        case .region: Self.region(text, checks).map { .text($0) }
        case .timeZone: Self.isOneLine(text, longest: 64) && checks.isTimeZone(text) ? .text(text) : nil
        case .phoneNumber: checks.phoneNumber(text).map { .text($0.e164) }
        case .strangeDevices: Self.list(text) { StrangeDevice(rawValue: $0)?.rawValue }
        case .pin: (4...8).contains(text.utf8.count) && Self.isDigits(text) ? .text(text) : nil
        }
    }

    /// The text to be stored for a value.
    func text(of value: SettingValue) -> String {
        switch value {
        case .none: return "off"
        case .seconds(let seconds):
            if case .seconds = self { return "\(seconds)" }
            return TypedDuration(seconds: seconds).text
        case .count(let count): return "\(count)"
        case .flag(let flag): return "\(flag)"
        case .text(let text): return text
        case .list(let items): return items.isEmpty ? "none" : items.joined(separator: ",")
        }
    }

    /// The text to be stored for devices that a person has said yes to.
    package static func text(of devices: [StrangeDevice]) -> String {
        var names: [String] = []
        for device in devices where !names.contains(device.rawValue) { names.append(device.rawValue) }
        return SettingKind.strangeDevices.text(of: .list(names))
    }

    static func isNothing(_ text: String) -> Bool {
        ["", "none", "off"].contains(text.lowercased())
    }

    private static func isDigits(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }

    private static func count(_ text: String) -> Int? {
        isDigits(text) && text.utf8.count <= 10 ? Int(text) : nil
    }

    private static func flag(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "true", "yes", "on", "1": true
        case "false", "no", "off", "0": false
        default: nil
        }
    }

    private static func name(_ text: String, of names: [String]) -> String? {
        names.first { $0 == text.lowercased() }
    }

    /// `FR,DE`, `FR, DE`, `[FR,DE]`; empty brackets, `none` and nothing are the empty list. What is said
    /// twice counts once.
    private static func list(_ text: String, item: (String) -> String?) -> SettingValue? {
        var text = text.trimmingWhitespace()
        if text.hasPrefix("["), text.hasSuffix("]"), text.count >= 2 {
            text = String(text.dropFirst().dropLast()).trimmingWhitespace()
        }
        if isNothing(text) { return .list([]) }
        var items = [String]()
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let item = item(String(part).trimmingWhitespace()) else { return nil }
            if !items.contains(item) { items.append(item) }
        }
        return .list(items)
    }

    private static func country(_ text: String, _ checks: SettingChecks) -> String? {
        let code = text.uppercased()
        guard code.utf8.count == 2, code.utf8.allSatisfy({ (0x41...0x5A).contains($0) }),
            checks.isCountry(code)
        else { return nil }
        return code
    }

    /// ISO 3166-2: the country, a dash, one to three letters or digits.
    private static func region(_ text: String, _ checks: SettingChecks) -> String? {
        let parts = text.uppercased().split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let country = country(String(parts[0]), checks),
            (1...3).contains(parts[1].utf8.count),
            parts[1].utf8.allSatisfy({ (0x41...0x5A).contains($0) || (0x30...0x39).contains($0) })
        else { return nil }
        return "\(country)-\(parts[1])"
    }

    // Marks that turn the direction of writing would turn that of the whole text on a customer's screen.
    private static func isOneLine(_ text: String, longest: Int) -> Bool {
        (1...longest).contains(text.count)
            && text.unicodeScalars.allSatisfy {
                ![.control, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
                    && !$0.properties.isBidiControl
            }
    }
}
