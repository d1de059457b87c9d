import Foundation
import Hummingbird
import Storage
import Telephony

extension InboxAPI {
    /// `GET conversations`, `GET conversations/N`: calls and texts of one number, oldest first, and
    /// `POST conversations/N/reply`. N is the short number, the whole number, or its last digits.
    func addConversations(to routes: RouterGroup<APIContext>) {
        routes.get("conversations") { _, _ in
            let book = try await desk.with { try ConversationBook(reading: $0.reader) }
            return try JSONReply.object(book.entries)
        }
        routes.get("conversations/:n") { _, context in
            let entry = try await conversation(context)
            let now = await box.now()
            return try JSONReply.object(
                try await desk.with { try $0.reader.conversation(with: entry.conversation.number, at: now) })
        }
        routes.post("conversations/:n/reply") { request, context in
            let members = try await JSONMembers(request, known: ["text", "force", "reason"])
            let entry = try await conversation(context)
            return try await send(
                SendWish(
                    number: entry.conversation.number, text: try members.requiredText("text"), origin: .human,
                    isForced: try members.flag("force"), reason: try members.text("reason"),
                    idempotencyKey: try request.idempotencyKey()))
        }
    }

    private func conversation(_ context: APIContext) async throws -> ConversationBook.Entry {
        let written = context.parameters.get("n") ?? ""
        let home = try await homeCountry()
        let book = try await desk.with { try ConversationBook(reading: $0.reader) }
        return try book.entry(named: written.removingPercentEncoding ?? written, homeCountry: home)
    }
}
