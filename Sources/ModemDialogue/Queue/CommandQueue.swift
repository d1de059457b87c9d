import ATGrammar
import Telephony

/// One command in flight, the others in the order of their urgency.
///
/// Whether a line belongs to the command in flight is decided here; what it means is not.
struct CommandQueue: Sendable {
    struct InFlight: Hashable, Sendable {
        let exchange: Exchange
        var deadline: MonotonicInstant
        var lines: [String] = []
        /// An OK has come before the information that belongs before it. It may be a late one.
        var strayUntil: MonotonicInstant?
        /// Set by silence rules: the answer is whole if nothing more comes until then.
        var wholeAt: MonotonicInstant?

        var nextDeadline: MonotonicInstant {
            [deadline, strayUntil, wholeAt].compactMap(\.self).min() ?? deadline
        }
    }

    /// What became of a line.
    enum Verdict: Hashable, Sendable {
        /// It is the command come back.
        case echoed
        /// It is a stray result: nothing to do.
        case dropped
        /// It is part of the answer that is still being told.
        case taken
        case completed(CommandAnswer)
        /// It is no business of the command in flight.
        case foreign
    }

    /// More lines than any answer needs; what comes after is not kept.
    static let mostLines = 1200
    static let mostWaiting = 64
    static let bareAnswersThatTeach = 2
    static let shortStrayWindow = Duration.milliseconds(20)

    private(set) var inFlight: InFlight?
    private var waiting: [Exchange] = []
    /// How often an OK without the information that belongs before it was the whole answer.
    private var bareAnswers = 0
    /// The modem answers with numbers (ATV0) until it is told otherwise.
    var isNumeric = false

    var isEmpty: Bool { waiting.isEmpty }
    var nextDeadline: MonotonicInstant? { inFlight?.nextDeadline }

    func isPending(_ purpose: Exchange.Purpose) -> Bool {
        inFlight?.exchange.purpose == purpose || waiting.contains { $0.purpose == purpose }
    }

    mutating func add(_ exchange: Exchange) {
        guard waiting.count < Self.mostWaiting else { return }
        let position = waiting.firstIndex { exchange.urgency < $0.urgency } ?? waiting.endIndex
        waiting.insert(exchange, at: position)
    }

    /// Takes back what has not gone out yet.
    mutating func withdraw(_ purpose: Exchange.Purpose) {
        waiting.removeAll { $0.purpose == purpose }
    }

    /// Whether a command could go out now, and is there.
    ///
    /// - Parameter isHushed: what can wait stays where it is.
    func isReadyToSend(isHushed: Bool) -> Bool {
        inFlight == nil && waiting.contains { !isHushed || !$0.canWait }
    }

    mutating func sendNext(isHushed: Bool, at now: MonotonicInstant) -> Exchange? {
        guard inFlight == nil, let position = waiting.firstIndex(where: { !isHushed || !$0.canWait }) else {
            return nil
        }
        return send(waiting.remove(at: position), at: now)
    }

    mutating func send(_ exchange: Exchange, at now: MonotonicInstant) -> Exchange {
        inFlight = InFlight(exchange: exchange, deadline: now.advanced(by: exchange.deadline))
        return exchange
    }

    /// Takes back commands that wait.
    mutating func withdraw(where isPointless: (Exchange.Purpose) -> Bool) {
        waiting.removeAll { isPointless($0.purpose) }
    }

    /// Forgets every command, the one in flight included.
    mutating func clear() {
        inFlight = nil
        waiting = []
    }

    /// Gives the command in flight another deadline: at the prompt, and after the PDU.
    mutating func extend(to deadline: MonotonicInstant) {
        inFlight?.deadline = deadline
    }

    // MARK: Lines

    mutating func lineReceived(_ line: String, at now: MonotonicInstant) -> Verdict {
        guard let current = inFlight else { return isStrayResult(line) ? .dropped : .foreign }
        if current.exchange.command.isEchoed(by: line) { return .echoed }
        if let result = result(line) {
            isNumeric = isNumeric || FinalResultCode(line: line) == nil
            return resultReceived(result, at: now)
        }
        guard AnswerLines.belong(line, to: current) else {
            return ATCommand.isEcho(line) ? .dropped : .foreign
        }
        return informationReceived(line, at: now)
    }

    private mutating func resultReceived(_ result: FinalResultCode, at now: MonotonicInstant) -> Verdict {
        guard let current = inFlight else { return .dropped }
        if result == .ok, current.exchange.needsInformation, current.lines.isEmpty {
            // A second one is the answer, and the first was late.
            if current.strayUntil != nil { return complete(result) }
            let window = strayWindow(current.exchange)
            inFlight?.strayUntil = now.advanced(by: window)
            return .dropped
        }
        return complete(result)
    }

    private mutating func informationReceived(_ line: String, at now: MonotonicInstant) -> Verdict {
        guard let current = inFlight else { return .foreign }
        inFlight?.strayUntil = nil
        if current.lines.count < Self.mostLines { inFlight?.lines.append(line) }
        if let silence = current.exchange.silenceCompletes { inFlight?.wholeAt = now.advanced(by: silence) }
        if current.exchange.deadlineRenewed {
            inFlight?.deadline = now.advanced(by: current.exchange.deadline)
        }
        return .taken
    }

    /// A modem that says OK and nothing else again and again is not waited for each time.
    private func strayWindow(_ exchange: Exchange) -> Duration {
        bareAnswers < Self.bareAnswersThatTeach || exchange.expectsPrompt
            ? exchange.strayWindow : min(exchange.strayWindow, Self.shortStrayWindow)
    }

    /// Ends the command in flight.
    private mutating func complete(_ result: FinalResultCode?) -> Verdict {
        guard let current = inFlight else { return .dropped }
        inFlight = nil
        return .completed(CommandAnswer(exchange: current.exchange, lines: current.lines, result: result))
    }

    private func result(_ line: String) -> FinalResultCode? {
        let mayBeNumeric = isNumeric || inFlight?.exchange.purpose == .probe
        let result = FinalResultCode(line: line) ?? (mayBeNumeric ? FinalResultCode(numericLine: line) : nil)
        guard let result, !result.belongsToCalls else { return nil }
        return result
    }

    private func isStrayResult(_ line: String) -> Bool {
        result(line) != nil || ATCommand.isEcho(line)
    }

    // MARK: Time

    /// The answer that the time has brought about: complete by silence, or none at all.
    mutating func deadlinePassed(at now: MonotonicInstant) -> CommandAnswer? {
        guard let current = inFlight, current.nextDeadline <= now else { return nil }
        let isWhole = [current.wholeAt, current.strayUntil].contains { $0.map { $0 <= now } ?? false }
        if current.strayUntil != nil { bareAnswers += 1 }
        guard case .completed(let answer) = complete(isWhole ? .ok : nil) else { return nil }
        return answer
    }
}
