import ATGrammar
import Telephony

/// A +CUSD whose text has line ends of its own, until it is whole.
///
/// What stands between is the network's, whatever it looks like: a line RING in it rings nowhere. A modem prints it in one
/// go, so that a line which was cut short holds up nothing for longer than a moment.
struct ServiceWords: Hashable, Sendable {
    static let patience = Duration.milliseconds(300)
    static let mostLines = 40

    private(set) var line: String
    private(set) var until: MonotonicInstant
    private var lineCount = 1
    private let start: USSDReport

    init(_ line: String, _ start: USSDReport, at now: MonotonicInstant) {
        self.line = line
        self.start = start
        until = now.advanced(by: Self.patience)
    }

    /// As far as it came.
    var report: USSDReport {
        switch USSDReport.reading(of: line) {
        case .whole(let report), .unfinished(let report): report
        case nil: start
        }
    }

    /// The report, if this line ends it; nil: more is to come.
    mutating func append(_ next: String, at now: MonotonicInstant) -> USSDReport? {
        line += "\n" + next
        lineCount += 1
        until = now.advanced(by: Self.patience)
        if lineCount >= Self.mostLines { return report }
        // A quote in the words that is not closed is no end of theirs.
        let isBalanced = line.utf8.count { $0 == UInt8(ascii: "\"") }.isMultiple(of: 2)
        guard isBalanced, case .whole(let report) = USSDReport.reading(of: line) else { return nil }
        return report
    }
}
