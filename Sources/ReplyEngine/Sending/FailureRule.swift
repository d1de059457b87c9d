import Telephony

/// What one number behind +CMS ERROR means for a text, and for its line: a row of `FailureRule.table`.
///
/// How far the exchange had gone weighs more than the number: `FailurePolicy` reads both.
struct FailureRule: Hashable, Sendable {
    enum Meaning: Hashable, Sendable {
        /// Refused, and it would be again.
        case permanent
        /// The network did not take it, and may do so later.
        case temporary
        /// It may have been taken.
        case ambiguous
        /// Nothing can leave by this line, to whomever.
        case hold(LineHold)
        /// What we sent does not fit, or something is set wrongly.
        case configuration
        /// The service centre has this text already.
        case duplicate
    }

    enum Measure: Hashable, Sendable {
        /// Nobody has this number: nothing is sent there by itself for a while.
        case markNumber
        /// Nothing was tried: wait for the network.
        case awaitNetwork
        /// Three different numbers in a row mean the line, not the numbers.
        case countRejection
        /// Once more in the GSM 7 bit alphabet, with the nearest letters.
        case plainAlphabet
        /// Once more without TP-VP.
        case noValidity
        /// Once by the other way into the network (AT+CGSMS).
        case otherDomain
        /// The line rests, whatever became of the text.
        case rest(Duration)
    }

    var codes: ClosedRange<Int>
    var meaning: Meaning
    /// When it is tried again after the first, second, ... definite failure; after the last of them no more.
    var retries: [Duration] = []
    var measure: Measure?
    /// What happened, for a person: the end of a sentence.
    var words: String
    /// What a person can do; nil: nothing, or only wait.
    var next: String?

    /// Where a temporary failure has no times of its own.
    static let usualRetries: [Duration] = [.seconds(30), .seconds(120), .seconds(300)]

    /// The row of a number; the next best where it has none.
    static func row(of code: Int) -> FailureRule {
        if let row = table.first(where: { $0.codes.contains(code) }) { return row }
        switch code {
        // 3GPP TS 24.011 Table 8.4: a cause that is not known is treated as 41.
        case 1...127: return row(of: 41)
        case 128...254: return unknownRefusal
        default: return unknownError
        }
    }

    /// The number of +CMS ERROR that says the same as one of +CME ERROR (3GPP TS 27.007 §9.2).
    static func messageServiceCode(ofEquipment code: Int) -> Int {
        equipmentCodes[code] ?? 500
    }

    private static let equipmentCodes = [
        0: 300, 3: 302, 4: 303, 5: 312, 10: 310, 11: 311, 12: 316, 13: 313, 14: 314, 15: 315, 17: 317,
        18: 318,
        20: 322, 21: 321, 23: 320, 30: 331, 31: 332, 32: 331, 515: 314,
    ]
}
