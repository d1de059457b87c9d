import HTTPTypes
import Hummingbird
import Storage
import Telephony

extension InboxAPI {
    private static let members = ["number", "text", "force", "reason", "dry_run", "origin"]

    /// `GET messages` (`direction`, `since`, `number`, `limit`), `GET messages/ID`, and `POST messages`, which sends: the row is
    /// the send. `Idempotency-Key` makes a repetition harmless. `POST messages/release` says what becomes of the texts that are
    /// held since the SIM was changed: sent by the one that is there, or, with `cancel`, never. `POST messages/retry` tries
    /// what the network had refused to send.
    func addMessages(to routes: RouterGroup<APIContext>) {
        routes.get("messages") { request, _ in
            let now = await box.now()
            let filter = MessageFilter(
                direction: try request.queryDirection(), since: try request.querySince(now: now),
                number: request.query("number"), limit: try request.queryLimit())
            return try JSONReply.object(try await desk.with { try $0.reader.messages(filter) })
        }
        routes.get("messages/:id") { _, context in
            let id = try context.pathID("message", list: "catchline messages")
            let message = try await desk.with { try $0.reader.message(MessageID(rawValue: id)) }
            guard let message else {
                throw Problem.notFound("There is no message \(id).", next: "catchline messages")
            }
            return try JSONReply.object(message)
        }
        routes.post("messages") { request, _ in
            let members = try await JSONMembers(request, known: Self.members)
            let wish = SendWish(
                number: try members.requiredText("number"), text: try members.requiredText("text"),
                origin: try members.origin(), isForced: try members.flag("force"),
                reason: try members.text("reason"),
                idempotencyKey: try request.idempotencyKey())
            return try members.flag("dry_run") ? try await preview(wish) : try await send(wish)
        }
        routes.post("messages/release") { request, _ in
            let isCancelled = try await JSONMembers(request, known: ["cancel"]).flag("cancel")
            let now = await box.now()
            let messages = try await desk.with { store in
                let ids =
                    isCancelled
                    ? try store.cancelHeldTexts(at: now) : try store.releaseHeldTexts(at: now)
                return try ids.compactMap { try store.reader.message($0) }
            }
            return try JSONReply.object(messages)
        }
        addOpenMessages(to: routes)
        routes.post("messages/retry") { _, _ in
            let now = await box.now()
            let messages = try await desk.with { store in
                try store.endHolds(at: now).compactMap { try store.reader.message($0) }
            }
            return try JSONReply.object(messages)
        }
    }
}

extension Request {
    fileprivate func queryDirection() throws -> MessageDirection? {
        guard let text = query("direction") else { return nil }
        guard let direction = MessageDirection(rawValue: text) else {
            throw Problem.badRequest("direction does not fit.", why: "It takes in or out.")
        }
        return direction
    }

    /// A name that the client gives to its request; nil if it gives none.
    func idempotencyKey() throws -> String? {
        guard let name = HTTPField.Name("Idempotency-Key"), let key = headers[name] else { return nil }
        guard (1...200).contains(key.utf8.count), key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw Problem.badRequest(
                "Idempotency-Key does not fit.", why: "It takes 1 to 200 visible ASCII characters.")
        }
        return key
    }
}

extension JSONMembers {
    /// Who wants it sent: a program unless it says that a person does.
    fileprivate func origin() throws -> MessageOrigin {
        switch try text("origin") {
        case nil, "api": return .api
        case "human": return .human
        default: throw Problem.badRequest("\"origin\" does not fit.", why: "It takes human or api.")
        }
    }
}
