import Foundation
import Testing
import WebInbox

/// The PDUs that the codec is tested with, as the lines of other programs' files.
enum PDUVectors {
    static let vectors = lines(of: "vectors-public")
    static let malformed = lines(of: "malformed")

    private static func lines(of name: String) -> [JSONValue] {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let file = tests.appendingPathComponent("SMSCodecTests/Fixtures/\(name).jsonl")
        guard let text = try? Data(contentsOf: file) else {
            Issue.record("\(name).jsonl is not there")
            return []
        }
        return text.split(separator: UInt8(ascii: "\n")).compactMap { line in
            try? JSONDecoder().decode(JSONValue.self, from: line)
        }
    }
}

extension JSONValue {
    /// A member of an object; null if there is none.
    subscript(_ name: String) -> JSONValue {
        if case .object(let members) = self { members[name] ?? .null } else { .null }
    }

    var names: [String] {
        if case .object(let members) = self { members.keys.sorted() } else { [] }
    }

    var string: String? {
        if case .text(let text) = self { text } else { nil }
    }
}

extension JSONValue: CustomTestStringConvertible {
    public var testDescription: String { self["id"].string ?? "\(self)" }
}
