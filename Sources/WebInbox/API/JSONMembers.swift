import Foundation
import Hummingbird
import NIOCore

/// The JSON object that came with a request, read member by member so that each error names the member.
struct JSONMembers {
    /// SECURITY T6: a text of 255 parts is a quarter of it.
    static let greatestSize = 64 << 10

    private let members: [String: JSONValue]

    /// - Parameter known: the members that the route understands; nil: it judges the names itself.
    init(_ request: Request, known: [String]?) async throws {
        guard let type = request.headers[.contentType],
            MediaType(from: type)?.isType(.applicationJson) == true
        else {
            throw Problem(
                .unsupportedMediaType, code: "not_json", what: "The body is not JSON.",
                why: "The API takes Content-Type: application/json alone.", next: "catchline --help")
        }
        let buffer: ByteBuffer
        do {
            buffer = try await request.body.collect(upTo: Self.greatestSize)
        } catch is NIOTooManyBytesError {
            throw Problem(
                .contentTooLarge, code: "too_large", what: "The body is too large.",
                why: "More than \(Self.greatestSize) octets are not read.", next: "catchline --help")
        }
        do {
            members = try JSONDecoder().decode([String: JSONValue].self, from: Data(buffer.readableBytesView))
        } catch {
            throw Problem.badRequest("The body cannot be read.", why: "It is not one JSON object.")
        }
        if let known, let stranger = members.keys.sorted().first(where: { !known.contains($0) }) {
            throw Problem.badRequest(
                "Unknown member \"\(stranger)\".", why: "Known are \(known.joined(separator: ", ")).")
        }
    }

    var all: [(name: String, value: JSONValue)] {
        members.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
    }

    /// A text; nil if it is left out or null.
    func text(_ name: String) throws -> String? {
        switch members[name] {
        case nil, .null: return nil
        case .text(let text): return text
        default: throw wrongType(name, "a text")
        }
    }

    func requiredText(_ name: String) throws -> String {
        guard let text = try text(name) else {
            throw Problem.badRequest("\"\(name)\" is missing.", why: "The request cannot be done without it.")
        }
        return text
    }

    /// A whole number; nil if it is left out or null.
    func integer(_ name: String) throws -> Int? {
        switch members[name] {
        case nil, .null: return nil
        case .integer(let integer): return Int(integer)
        default: throw wrongType(name, "a whole number")
        }
    }

    /// True or false; false if it is left out or null.
    func flag(_ name: String) throws -> Bool {
        switch members[name] {
        case nil, .null: return false
        case .flag(let flag): return flag
        default: throw wrongType(name, "true or false")
        }
    }

    func requiredFlag(_ name: String) throws -> Bool {
        guard case .flag(let flag) = members[name] else { throw wrongType(name, "true or false") }
        return flag
    }

    private func wrongType(_ name: String, _ expected: String) -> Problem {
        Problem.badRequest("\"\(name)\" does not fit.", why: "It must be \(expected).")
    }
}
