import Storage
import Telephony
import WebInbox

/// The inbox for a person.
struct ConversationText {
    let texts: Texts

    func lines(_ entries: [ConversationBook.Entry]) -> [String] {
        guard !entries.isEmpty else { return ["Nobody has written yet."] }
        let groups: [(title: String, state: ConversationState)] = [
            ("Needs you", .needsYou), ("Waiting for them", .waiting), ("Settled", .settled),
        ]
        var lines = [String]()
        for (title, state) in groups {
            let members = entries.filter { $0.conversation.state == state }
            guard !members.isEmpty else { continue }
            if !lines.isEmpty { lines.append("") }
            lines.append(title)
            lines += Columns.lines(members.map(row))
        }
        return lines
    }

    func lines(_ entry: ConversationBook.Entry, _ items: [ConversationItem]) -> [String] {
        let optedOut = entry.conversation.optedOut ? "  (asked for no more texts)" : ""
        return ["#\(entry.n)  \(who(entry))\(optedOut)"] + Columns.lines(items.map(row))
    }

    private func row(_ entry: ConversationBook.Entry) -> [String] {
        let conversation = entry.conversation
        return [
            "  #\(entry.n)", who(entry), texts.time(conversation.lastAt),
            MessageText.arrow(conversation.lastDirection) + " " + (conversation.lastText ?? "").printable,
        ]
    }

    private func who(_ entry: ConversationBook.Entry) -> String {
        let number = texts.number(entry.conversation.number)
        return entry.conversation.name.map { "\($0.printable), \(number)" } ?? number
    }

    private func row(_ item: ConversationItem) -> [String] {
        switch item {
        case .call(let call):
            return [texts.time(call.startedAt), "o", CallText.words(call.outcome)]
        case .message(let message):
            let note = message.direction == .outgoing ? "  [\(note(message))]" : ""
            return [
                texts.time(message.createdAt), MessageText.arrow(message.direction),
                MessageText.content(message) + note,
            ]
        }
    }

    private func note(_ message: MessageReport) -> String {
        let state = MessageText(texts: texts).state(message)
        return message.origin == .auto ? "sent for you, \(state)" : state
    }
}
