import ATGrammar
import Telephony

/// What people ask of the modem. Each question is answered once.
extension ModemStateMachine {
    mutating func ask(_ id: LineQuestion.ID, _ question: LineQuestion, at now: MonotonicInstant) {
        if let obstacle = obstacle(to: question) { return perform([.answer(id, obstacle)], at: now) }
        perform(inquiries.asked(id, question, bringUp.facts.profile, at: now), at: now)
    }

    /// One that comes after the end.
    func refusal(of request: ModemRequest) -> [ModemAction] {
        guard case .ask(let id, _) = request else { return [] }
        return [.report(.answered(id, .trouble(.stopping)))]
    }

    private func obstacle(to question: LineQuestion) -> LineTrouble? {
        if isFinishing { return .stopping }
        guard link.isSteady else { return .notReady(currentState.0) }
        switch question {
        case .command, .reset: return nil
        case .details, .endService: return bringUp.phase == .done ? nil : .notReady(currentState.0)
        case .service, .diverts, .setDivert, .clearDivert:
            guard bringUp.phase == .done else { return .notReady(currentState.0) }
            return isRegistered ? nil : .noNetwork
        }
    }

    mutating func inquiryAnswered(
        _ id: LineQuestion.ID, _ answer: CommandAnswer, at now: MonotonicInstant
    ) {
        let (effects, restarts) = inquiries.answered(id, answer)
        perform(effects, at: now)
        guard restarts else { return }
        log(.notice, "The modem was told to restart.")
        isRestartExpected = true
        link.modemRestarted(at: now)
        breakOff(at: now)
        report(calls.interrupted(at: now))
    }

    mutating func inquiryDeadlinePassed(at now: MonotonicInstant) {
        for (source, lines) in unfinished {
            guard let words = lines.serviceWords, words.until <= now else { continue }
            serviceReported(words.report, from: source, at: now)
        }
        perform(inquiries.deadlinePassed(at: now), at: now)
    }

    /// Whoever asked is told; nothing of it is left.
    mutating func breakOffInquiries() {
        for source in unfinished.keys { unfinished[source]?.serviceWords = nil }
        report(inquiries.interrupted(during: queue.inFlight?.exchange.purpose).events)
    }

    // MARK: USSD

    /// +CUSD, and the lines that belong to it. They come whenever the network likes, and are nobody's answer.
    mutating func serviceLineReceived(_ line: String, from source: LineSource, at now: MonotonicInstant)
        -> Bool
    {
        let reading = USSDReport.reading(of: line)
        if let words = unfinished[source]?.serviceWords, reading != nil || words.until <= now {
            // The one before was cut short.
            serviceReported(words.report, from: source, at: now)
        }
        switch reading {
        case .whole(let report): serviceReported(report, from: source, at: now)
        case .unfinished(let report):
            unfinished[source, default: UnfinishedLines()].serviceWords = ServiceWords(line, report, at: now)
        case nil:
            guard unfinished[source]?.serviceWords != nil else { return false }
            if let report = unfinished[source]?.serviceWords?.append(line, at: now) {
                serviceReported(report, from: source, at: now)
            }
        }
        return true
    }

    /// When words that are not whole are taken as they are.
    var wordsDeadline: MonotonicInstant? { unfinished.values.compactMap { $0.serviceWords?.until }.min() }

    private mutating func serviceReported(
        _ report: USSDReport, from source: LineSource, at now: MonotonicInstant
    ) {
        unfinished[source]?.serviceWords = nil
        guard sidePorts.isNews(.service(report), from: source, at: now) else { return }
        perform(inquiries.serviceReported(report, at: now), at: now)
    }
}

extension [Effect] {
    /// Of effects that do nothing but tell.
    fileprivate var events: [LineEvent] {
        compactMap { if case .report(let event) = $0 { event } else { nil } }
    }
}
