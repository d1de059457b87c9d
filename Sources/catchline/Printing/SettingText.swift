import ReplyEngine
import WebInbox

/// Settings for a person.
enum SettingText {
    static func lines(_ reports: [SettingReport]) -> [String] {
        Columns.lines(
            reports.map { report in
                [
                    report.key.rawValue, shown(report),
                    "\(report.definition.meaning) Default: \(standard(report))",
                ]
            })
    }

    /// After a change.
    static func changed(_ report: SettingReport, to typed: String) -> String {
        let key = report.key.rawValue
        guard report.definition.isWriteOnly else { return "\(key) is \(shown(report))." }
        return typed.allSatisfy(\.isWhitespace) ? "\(key) is forgotten." : "\(key) is kept, and not shown."
    }

    /// The value alone, as it would be typed.
    static func value(_ report: SettingReport) -> String {
        report.definition.text(stored: report.stored).printable
    }

    /// With its unit.
    static func shown(_ report: SettingReport) -> String {
        if report.definition.isWriteOnly { return "not shown" }
        let value = value(report)
        return value.isEmpty ? "not set" : short(value) + unit(report, value)
    }

    private static func standard(_ report: SettingReport) -> String {
        guard let standard = report.definition.standard else { return "none" }
        return short(standard) + unit(report, standard)
    }

    /// A bare number needs its unit.
    private static func unit(_ report: SettingReport, _ value: String) -> String {
        guard let unit = report.definition.unit, value.allSatisfy(\.isNumber) else { return "" }
        return " " + unit
    }

    private static func short(_ text: String) -> String {
        text.count > 30 ? text.prefix(27) + "..." : text
    }
}
