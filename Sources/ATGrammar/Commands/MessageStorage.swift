/// A memory for texts (3GPP TS 27.005 §3.2.2) or numbers (27.007 §8.11): two capitals, so that a name read from a modem can go back
/// into a command.
package struct MessageStorage: RawRepresentable, Hashable, Sendable {
    package let rawValue: String

    package init?(rawValue: String) {
        guard rawValue.utf8.count == 2, rawValue.utf8.allSatisfy(ASCII.isCapital) else { return nil }
        self.rawValue = rawValue
    }

    private init(known: String) {
        rawValue = known
    }

    package static let sim = MessageStorage(known: "SM")
    package static let equipment = MessageStorage(known: "ME")
    /// Both of them as one.
    package static let combined = MessageStorage(known: "MT")
    package static let statusReports = MessageStorage(known: "SR")
    package static let broadcasts = MessageStorage(known: "BM")
    /// The phone book of missed calls.
    package static let missedCalls = MessageStorage(known: "MC")
    package static let terminalAdaptor = MessageStorage(known: "TA")
}
