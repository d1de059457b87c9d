import Hummingbird
import Numbering
import ReplyEngine
import SMSCodec
import Storage
import Telephony

/// A text that somebody wants sent.
struct SendWish: Sendable {
    /// As it was typed.
    var number: String
    var text: String
    var origin: MessageOrigin
    /// To a landline or an unlisted country nevertheless.
    var isForced = false
    /// Why one who opted out is written to nevertheless.
    var reason: String?
    var idempotencyKey: String?
}

extension InboxAPI {
    /// Queues the text, if it may go at all.
    func send(_ wish: SendWish) async throws -> Response {
        let checked = try await check(wish).send
        let now = await box.now()
        let present = await box.statuses().filter(\.holdsLine).map(\.line)
        let (outcome, message) = try await desk.with { store in
            let outcome = try store.queueMessage(
                number: checked.number.text, text: checked.text, origin: wish.origin, present: present,
                at: now,
                overrideReason: checked.reason, idempotencyKey: wish.idempotencyKey)
            return (outcome, try outcome.id.flatMap { try store.reader.message($0) })
        }
        guard let message else { throw ManualSendRefusal.optedOut(checked.number.text, name: nil) }
        if case .alreadyQueued = outcome {
            guard message.number == checked.number.text, message.text == wish.text else {
                throw Problem.reusedKey
            }
            return try JSONReply.object(message)
        }
        var response = try JSONReply.object(message, status: .created)
        response.headers[.location] = "/api/v1/messages/\(message.id.rawValue)"
        return response
    }

    /// What would be sent. Nothing is.
    func preview(_ wish: SendWish) async throws -> Response {
        let (checked, languages) = try await check(wish)
        return try JSONReply.object(
            DraftReport(
                number: checked.number.text, text: wish.text, origin: wish.origin, allowing: languages))
    }

    private func check(
        _ wish: SendWish
    ) async throws -> (send: ManualSend, languages: Set<NationalLanguage>) {
        let home = try await homeCountry()
        let number = try Numbering.typed(wish.number, homeCountry: home)
        let reason = wish.reason?.oneLine
        let send = ManualSend(
            number: number, text: wish.text, homeCountry: home, isForced: wish.isForced,
            reason: reason?.isEmpty == true ? nil : reason)
        let (settings, history) = try await desk.with { store in
            (Settings(try store.reader.settings()), try store.reader.history(of: number.text))
        }
        // The limit of an hour is judged where the text is claimed: what is above it waits.
        try send.check(history: history, sentInHour: 0, settings: settings)
        let languages = NationalLanguage.named(settings.nationalTables)
        let partCount = Segmentation(wish.text, allowing: languages).parts.count
        guard partCount <= Concatenation.greatestTotal else { throw Problem.tooLong(partCount) }
        return (send, languages)
    }
}

extension Concatenation {
    /// 3GPP TS 23.040 §9.2.3.24.1: the number of parts is one octet.
    fileprivate static let greatestTotal = 255
}

extension LineStatus {
    /// Whether its SIM is there, though the network or the modem may be away for a moment.
    fileprivate var holdsLine: Bool {
        switch state {
        case .ready, .registering, .recovering: true
        case .opening, .identifying, .needsYes, .needsPIN, .simBlocked, .noSIM, .failed, .gone: false
        }
    }
}

extension QueueOutcome {
    fileprivate var id: MessageID? {
        switch self {
        case .queued(let id), .alreadyQueued(let id): id
        case .optedOut: nil
        }
    }
}

extension Problem {
    fileprivate static let reusedKey = Problem(
        .conflict, code: "idempotency_key_reused", what: "Nothing was sent.",
        why: "The same Idempotency-Key came before with another number or text.",
        next: "catchline messages --out")

    fileprivate static func tooLong(_ partCount: Int) -> Problem {
        Problem(
            .badRequest, code: "too_long", what: "Nothing was sent.",
            why: "The text would take \(partCount) texts; 255 is the most that fit together.",
            next: "catchline words check TEXT")
    }
}
