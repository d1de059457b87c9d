/// Which vectors are not judged in full, and why. This is the one place that leaves anything out.
enum VectorScope {
    /// Read like all others, but not written as they came: bits without a meaning were not zero, and are not
    /// kept.
    static let notWrittenAsTheyCame: [String: String] = [
        "tp-gsmmodem-11": headerFill, "tp-modemmanager-14": headerFill, "tp-modemmanager-15": headerFill,
        "tp-messaging-16": "a time zone of minus zero",
        "tp-sms-08": "bits after the last septet",
    ]

    private static let headerFill = "bits between the header and the first septet"

    static let delivers = Fixtures.vectors.filter { $0.direction == "deliver" }
    static let submits = Fixtures.vectors.filter { $0.direction == "submit" }
    static let statusReports = Fixtures.vectors.filter { $0.direction == "status-report" }
}
