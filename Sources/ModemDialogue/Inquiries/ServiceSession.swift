import ATGrammar
import SMSCodec
import Telephony

/// USSD: one session at a time, in which the network and a person take turns (3GPP TS 27.007 §7.15, 22.090).
///
/// The command is over as soon as the modem has passed the code on; what the network says to it comes as +CUSD whenever
/// it likes, so that nothing else has to wait. Modems that print +CUSD before their OK, or twice, are met.
struct ServiceSession: Hashable, Sendable {
    enum Timing {
        /// Modems that keep their OK until the network has answered.
        static let command = Duration.seconds(30)
        /// Networks take up to a minute, and say so themselves if it gets longer.
        static let network = Duration.seconds(90)
        /// How long the network is let wait for an answer: an open session may keep calls away.
        static let answer = Duration.seconds(60)
    }

    /// A code that is under way.
    struct Turn: Hashable, Sendable {
        var id: LineQuestion.ID
        var code: String
        var form: ServiceForm
        /// What is tried if the modem does not take this form.
        var otherForms: [ServiceForm]
        var deadline: MonotonicInstant
    }

    enum Stage: Hashable, Sendable {
        case closed
        /// AT+CUSD is on its way.
        case asking(Turn)
        /// The modem has passed it on.
        case waiting(Turn)
        /// The network waits for an answer.
        case open(until: MonotonicInstant)
    }

    private(set) var stage = Stage.closed
    /// The form that this modem took last.
    private var proven: ServiceForm?
    /// Turns whose command is still in flight although nobody waits for its answer.
    private var abandoned: Set<LineQuestion.ID> = []

    var nextDeadline: MonotonicInstant? {
        switch stage {
        case .closed: nil
        case .asking(let turn), .waiting(let turn): turn.deadline
        case .open(let until): until
        }
    }

    // MARK: What is asked

    mutating func asked(
        _ id: LineQuestion.ID, _ code: String, _ forms: [ServiceForm], at now: MonotonicInstant
    ) -> [Effect] {
        guard let known = ServiceString(code: code) else {
            return [.answer(id, .unsuitable("A service code has digits, stars and hashes, such as *100#."))]
        }
        let isNew = Self.isCode(known.text)
        switch stage {
        case .asking, .waiting: return [.answer(id, .busy)]
        case .closed where !isNew:
            return [
                .answer(
                    id, .unsuitable("The network has asked nothing, and a service code ends with a hash."))
            ]
        case .open where isNew:
            // Whoever left the menu begins anew; to the network the code would be an answer.
            return [.send(Self.cancellation)] + begin(id, code, forms, at: now)
        case .closed, .open: return begin(id, code, forms, at: now)
        }
    }

    private mutating func begin(
        _ id: LineQuestion.ID, _ code: String, _ forms: [ServiceForm], at now: MonotonicInstant
    ) -> [Effect] {
        var forms = forms
        if let proven, let place = forms.firstIndex(of: proven) { forms.swapAt(0, place) }
        guard let form = forms.first else { return [.answer(id, .notKnown)] }
        let turn = Turn(
            id: id, code: code, form: form, otherForms: Array(forms.dropFirst()),
            deadline: now.advanced(by: Timing.network))
        return send(turn)
    }

    private mutating func send(_ turn: Turn) -> [Effect] {
        guard let command = turn.form.command(turn.code) else { return fail(turn, .notKnown) }
        stage = .asking(turn)
        return [
            .send(
                Exchange(
                    command: command, purpose: .service(turn.id), urgency: .inquiry, deadline: Timing.command)
            )
        ]
    }

    /// A person leaves the menu.
    mutating func endAsked(_ id: LineQuestion.ID) -> [Effect] {
        defer { stage = .closed }
        switch stage {
        case .closed: return [.report(.answered(id, .done))]
        case .open: return [.send(Self.cancellation), .report(.answered(id, .done))]
        case .asking(let turn), .waiting(let turn):
            return [.send(Self.cancellation), .answer(turn.id, .cancelled), .report(.answered(id, .done))]
        }
    }

    // MARK: What the modem says

    mutating func commandAnswered(_ id: LineQuestion.ID, _ answer: CommandAnswer) -> [Effect] {
        guard case .asking(let turn) = stage, turn.id == id else {
            // Nobody waits for it any more, unless the network was quicker than the OK.
            let isOrphan = abandoned.remove(id) != nil && stage == .closed && answer.isOK
            return isOrphan ? [.send(Self.cancellation)] : []
        }
        guard let result = answer.result else { return fail(turn, .noAnswer) }
        if result == .ok {
            proven = turn.form
            stage = .waiting(turn)
            return []
        }
        if let next = turn.otherForms.first, Self.mayBeForm(result) {
            var turn = turn
            turn.form = next
            turn.otherForms.removeFirst()
            return send(turn)
        }
        return fail(turn, .refused("\(result)"))
    }

    mutating func reported(_ report: USSDReport, at now: MonotonicInstant) -> [Effect] {
        switch stage {
        case .closed:
            // The network asks, and nobody is there: the session is not left open.
            return report.status == .answerWanted ? [.send(Self.cancellation)] : []
        case .open(let until):
            stage = report.status == .answerWanted ? .open(until: until) : .closed
            return []
        // RULE 2: the end of the session before, told once more.
        case .asking where report.status == .ended && report.text == nil: return []
        case .asking(let turn), .waiting(let turn): return answered(turn, report, at: now)
        }
    }

    private mutating func answered(_ turn: Turn, _ report: USSDReport, at now: MonotonicInstant) -> [Effect] {
        proven = turn.form
        stage = .closed
        switch report.status {
        case .done: return reply(turn, report)
        case .answerWanted:
            stage = .open(until: now.advanced(by: Timing.answer))
            return reply(turn, report)
        case .ended where report.text == nil: return fail(turn, .endedByNetwork)
        // Networks close like this behind a text that wants no answer.
        case .ended: return reply(turn, report)
        case .takenElsewhere: return fail(turn, .takenByOther)
        case .notSupported: return fail(turn, .notSupportedByNetwork)
        case .timedOut: return fail(turn, .networkTimedOut)
        }
    }

    private func reply(_ turn: Turn, _ report: USSDReport) -> [Effect] {
        let scheme = report.dataCoding.flatMap { UInt8(exactly: $0) }.map(
            BroadcastCodingScheme.init(rawValue:))
        let text = USSDText.text(of: report.text ?? "", scheme: scheme, isPacked: turn.form == .packed)
        let reply = ServiceReply(text: text, wantsAnswer: report.status == .answerWanted)
        return [.report(.answered(turn.id, .service(reply)))]
    }

    // MARK: What ends it

    mutating func deadlinePassed(at now: MonotonicInstant) -> [Effect] {
        guard let due = nextDeadline, due <= now else { return [] }
        switch stage {
        case .closed: return []
        case .open:
            stage = .closed
            return [.send(Self.cancellation)]
        case .asking(let turn):
            abandoned.insert(turn.id)
            return [.withdraw(.service(turn.id))] + fail(turn, .noAnswer)
        case .waiting(let turn): return [.send(Self.cancellation)] + fail(turn, .noAnswer)
        }
    }

    /// The modem is gone, or knows of nothing any more.
    mutating func interrupted() -> [Effect] {
        defer { stage = .closed }
        abandoned = []
        switch stage {
        case .closed, .open: return []
        case .asking(let turn), .waiting(let turn): return [.answer(turn.id, .interrupted)]
        }
    }

    private mutating func fail(_ turn: Turn, _ trouble: LineTrouble) -> [Effect] {
        stage = .closed
        return [.answer(turn.id, trouble)]
    }

    /// A code is told from an answer by its hash; a star or a hash alone turns the pages of a menu.
    private static func isCode(_ text: String) -> Bool {
        text.utf8.count > 2 && text.hasSuffix("#") && (text.hasPrefix("*") || text.hasPrefix("#"))
    }

    /// Refusals that say nothing about the network: the modem did not like the command.
    private static func mayBeForm(_ result: FinalResultCode) -> Bool {
        switch result {
        case .error, .commandNotSupported, .vendorError: true
        // Operation not allowed, not supported, invalid characters, incorrect parameters, unknown.
        case .equipmentError(let code, _): code.map([3, 4, 25, 50, 100].contains) ?? true
        default: false
        }
    }

    private static let cancellation = Exchange(
        command: .set(.unstructuredService, .integer(2)), purpose: .endOfService, urgency: .inquiry,
        deadline: .seconds(10))
}

extension Effect {
    /// The answer to a question that has no better one.
    static func answer(_ id: LineQuestion.ID, _ trouble: LineTrouble) -> Effect {
        .report(.answered(id, .trouble(trouble)))
    }
}
