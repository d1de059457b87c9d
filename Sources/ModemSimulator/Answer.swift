/// What a command line is answered with.
struct Answer: Hashable, Sendable {
    enum Result: Hashable, Sendable {
        case ok
        case error
        case noCarrier
        /// +CME ERROR (3GPP TS 27.007 §9.2)
        case equipment(Int)
        /// +CMS ERROR (3GPP TS 27.005 §3.2.5)
        case messageService(Int)
        /// In the words of a profile: an unknown command.
        case unknownCommand
        /// The prompt for a PDU.
        case prompt
    }

    var lines: [String] = []
    var result: Result

    static let ok = Answer(result: .ok)
    static let error = Answer(result: .error)
    static func line(_ lines: String...) -> Answer { Answer(lines: lines, result: .ok) }
    static func equipment(_ code: Int) -> Answer { Answer(result: .equipment(code)) }
    static func messageService(_ code: Int) -> Answer { Answer(result: .messageService(code)) }
}
