import ATGrammar
import Telephony

/// The questions that are under way. Each is answered once, whatever becomes of the modem.
struct Inquiries: Sendable {
    /// More than people can ask; what comes on top is told that the modem is busy.
    static let most = 8

    private var open: [Inquiry] = []
    private(set) var service = ServiceSession()

    /// A question or a session with the network is open.
    var isRunning: Bool { !open.isEmpty || service.stage != .closed }

    var nextDeadline: MonotonicInstant? {
        ([service.nextDeadline] + open.map(\.deadline)).compactMap(\.self).min()
    }

    mutating func asked(
        _ id: LineQuestion.ID, _ question: LineQuestion, _ profile: ModemProfile, at now: MonotonicInstant
    ) -> [Effect] {
        switch question {
        case .service(let code): return service.asked(id, code, profile.serviceForms, at: now)
        case .endService: return service.endAsked(id)
        case .diverts, .setDivert, .clearDivert, .reset, .command, .details: break
        }
        guard open.count < Self.most else { return [.answer(id, .busy)] }
        do {
            let inquiry = try Inquiry(id, question, profile, at: now)
            open.append(inquiry)
            return inquiry.exchange.map { [.send($0)] } ?? []
        } catch {
            return [.answer(id, error)]
        }
    }

    /// - Returns: also whether the modem has been told to restart, and will.
    mutating func answered(
        _ id: LineQuestion.ID, _ answer: CommandAnswer
    ) -> (effects: [Effect], restarts: Bool) {
        guard let place = open.firstIndex(where: { $0.id == id }) else { return ([], false) }
        switch open[place].answered(answer) {
        case .next: return (open[place].exchange.map { [.send($0)] } ?? [], false)
        case .over(let answer):
            open.remove(at: place)
            return ([.report(.answered(id, answer))], false)
        case .restarts:
            open.remove(at: place)
            return ([.report(.answered(id, .done))], true)
        }
    }

    mutating func serviceAnswered(_ id: LineQuestion.ID, _ answer: CommandAnswer) -> [Effect] {
        service.commandAnswered(id, answer)
    }

    mutating func serviceReported(_ report: USSDReport, at now: MonotonicInstant) -> [Effect] {
        service.reported(report, at: now)
    }

    mutating func deadlinePassed(at now: MonotonicInstant) -> [Effect] {
        let late = open.filter { $0.deadline <= now }
        open.removeAll { $0.deadline <= now }
        return late.flatMap { [.withdraw(.inquiry($0.id)), .answer($0.id, .noAnswer)] }
            + service.deadlinePassed(at: now)
    }

    /// The modem is gone, or knows of nothing any more: just what a reset that was under way is to bring about.
    mutating func interrupted(during purpose: Exchange.Purpose?) -> [Effect] {
        defer { open = [] }
        return open.map { inquiry in
            inquiry.isReset && purpose == .inquiry(inquiry.id)
                ? .report(.answered(inquiry.id, .done)) : .answer(inquiry.id, .interrupted)
        } + service.interrupted()
    }
}
