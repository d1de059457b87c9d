import Hummingbird
import ReplyEngine
import Storage
import Telephony

/// Texts of which nobody knows whether they have left: a person decides.
extension InboxAPI {
    /// `POST messages/ID/settle` with `arrived` says what became of one; `POST messages/ID/resend` sends it once more: what a
    /// person had written goes on where it stopped, the box's own words go as a new text of that person.
    func addOpenMessages(to routes: RouterGroup<APIContext>) {
        routes.post("messages/:id/settle") { request, context in
            let id = try context.pathID("message", list: "catchline messages")
            let hasArrived = try await JSONMembers(request, known: ["arrived"]).requiredFlag("arrived")
            let now = await box.now()
            let message = try await known(id)
            let state = try await desk.with { try $0.settle(message.id, hasArrived: hasArrived, at: now) }
            guard state != nil else { throw Problem.notOpen(message) }
            return try JSONReply.object(try await known(id))
        }
        routes.post("messages/:id/resend") { request, context in
            let id = try context.pathID("message", list: "catchline messages")
            let reason = try await JSONMembers(request, known: ["reason"]).text("reason")
            return try await resend(try await known(id), reason: reason)
        }
    }

    private func known(_ id: Int64) async throws -> MessageReport {
        guard let message = try await desk.with({ try $0.reader.message(MessageID(rawValue: id)) }) else {
            throw Problem.notFound("There is no message \(id).", next: "catchline messages")
        }
        return message
    }

    private func resend(_ message: MessageReport, reason: String?) async throws -> Response {
        guard message.direction == .outgoing, [.unconfirmed, .failed].contains(message.state),
            let number = message.number, let text = message.text
        else { throw Problem.notOpen(message) }
        // Who was written to once was allowed then; who has said STOP since is asked about all the same. A second tap of the
        // same finger is no third text.
        let wish = SendWish(
            number: number, text: text, origin: .human, isForced: true, reason: reason,
            idempotencyKey: "resend-\(message.id.rawValue)")
        let isOurs = message.origin == .auto || message.origin == .system
        guard !isOurs else { return try await send(wish) }
        _ = try await preview(wish)
        let now = await box.now()
        guard try await desk.with({ try $0.resend(message.id, at: now) }) else {
            throw Problem.notOpen(message)
        }
        return try JSONReply.object(try await known(message.id.rawValue))
    }
}

extension Problem {
    fileprivate static func notOpen(_ message: MessageReport) -> Problem {
        Problem(
            .conflict, code: "not_open", what: "Nothing was changed.",
            why:
                "Message \(message.id.rawValue) is \(message.state.rawValue): it is known what became of it.",
            next: "catchline messages --out")
    }
}
