/// A line that modems print while they start or stop. A hint, never a gate: many print none, or not always.
package struct BootLine: Hashable, Sendable {
    package enum Meaning: Hashable, Sendable {
        /// The command interpreter has just started: printed in mid-operation, the modem has restarted.
        case started
        /// A later step of the start: calls, messages or the phone book are ready.
        case stageReached
        case shuttingDown
        /// The supply is too weak or too strong, or the modem only charges.
        case powerTrouble
    }

    package let meaning: Meaning
    package let text: String

    package init?(line: String) {
        let compact = line.utf8.filter { !ASCII.isBlank($0) }.map { ASCII.isLetter($0) ? $0 & 0xDF : $0 }
        guard (3...40).contains(compact.count),
            let row = Self.table.first(where: {
                compact.starts(with: $0.start) && ($0.isOpen || compact.count == $0.start.count)
            })
        else { return nil }
        meaning = row.meaning
        text = line
    }

    private struct Row {
        let start: [UInt8]
        let isOpen: Bool
        let meaning: Meaning

        /// Three dots at the end: anything may follow.
        init(_ text: String, _ meaning: Meaning) {
            isOpen = text.hasSuffix("...")
            let start = isOpen ? text.dropLast(3) : text[...]
            self.start = start.utf8.filter { !ASCII.isBlank($0) }.map { ASCII.isLetter($0) ? $0 & 0xDF : $0 }
            self.meaning = meaning
        }
    }

    /// Blanks and case do not count.
    private static let table: [Row] = [
        Row("RDY", .started),
        Row("^SYSSTART...", .started),
        Row("+KSUP: 0", .started),
        Row("*ATREADY: 1", .started),
        Row("+AT: READY", .started),
        Row("MODEM:STARTUP", .started),
        Row("*EMRDY: 1", .started),
        Row("Call Ready", .stageReached),
        Row("SMS Ready", .stageReached),
        Row("SMS DONE", .stageReached),
        Row("PB DONE", .stageReached),
        Row("+QIND: SMS DONE", .stageReached),
        Row("+QIND: PB DONE", .stageReached),
        Row("+PBREADY", .stageReached),
        Row("+SIM READY", .stageReached),
        Row("^SHUTDOWN", .shuttingDown),
        Row("NORMAL POWER DOWN", .shuttingDown),
        Row("POWERED DOWN", .shuttingDown),
        Row("... Rebooting ...", .shuttingDown),
        Row("UNDER-VOLTAGE...", .powerTrouble),
        Row("OVER-VOLTAGE...", .powerTrouble),
        Row("CHARGE-ONLY MODE", .powerTrouble),
    ]
}
