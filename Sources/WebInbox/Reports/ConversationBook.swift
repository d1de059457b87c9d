import Foundation
import Hummingbird
import Numbering
package import Storage
import Telephony

/// Who writes with the box, each under a short number that stays the same: the first one that ever wrote or was written
/// to is 1.
package struct ConversationBook: Sendable {
    package struct Entry: Encodable, Hashable, Sendable {
        package var n: Int
        package var conversation: ConversationReport

        private enum Key: CodingKey {
            case n
        }

        package func encode(to encoder: any Encoder) throws {
            try conversation.encode(to: encoder)
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(n, forKey: .n)
        }
    }

    package var entries: [Entry]

    package init(reading reader: StoreReader) throws(StorageError) {
        var places = [String: Int]()
        for message in try reader.messages() {
            if let number = message.number, places[number] == nil { places[number] = places.count + 1 }
        }
        entries = try reader.conversations().compactMap { conversation in
            places[conversation.number].map { Entry(n: $0, conversation: conversation) }
        }
    }

    /// The conversation that somebody names: by its short number, by the whole number, or by its last digits.
    package func entry(named name: String, homeCountry: String?) throws -> Entry {
        let name = name.trimmingCharacters(in: .whitespaces)
        let isShort = name.utf8.count <= 6 && name.utf8.allSatisfy { (0x30...0x39).contains($0) }
        let byPlace = isShort ? entries.filter { "\($0.n)" == name } : []
        let byEnding =
            isShort && name.count >= 3 ? entries.filter { $0.conversation.number.hasSuffix(name) } : []
        let fitting = Set(byPlace + byEnding)
        if let only = fitting.first, fitting.count == 1 { return only }
        if fitting.count > 1 { throw ambiguous(name, fitting) }
        let number = isShort ? nil : (try? Numbering.typed(name, homeCountry: homeCountry))?.text ?? name
        guard let entry = entries.first(where: { $0.conversation.number == number }) else {
            throw Problem.notFound("There is no conversation \(name.oneLine).", next: "catchline inbox list")
        }
        return entry
    }

    private func ambiguous(_ name: String, _ fitting: Set<Entry>) -> Problem {
        let numbers = fitting.map(\.conversation.number).sorted().joined(separator: ", ")
        return Problem(
            .conflict, code: "ambiguous", what: "\(name) may be several: \(numbers).",
            why: "More than one conversation has that short number or ends so.",
            next: "catchline inbox show NUMBER")
    }
}
