import Foundation

/// Where a fuzzer begins: the fixtures of the tests, as the fuzzer takes them.
enum Seeds {
    static func inputs(for target: String, tests: URL) throws -> [[UInt8]] {
        switch target {
        case "pdu": try pdus(tests)
        case "text": try texts(tests)
        case "at": try streams(tests)
        default: throw CocoaError(.keyValueValidation)
        }
    }

    /// Each alone, and each behind the one before it.
    private static func pdus(_ tests: URL) throws -> [[UInt8]] {
        let pdus = try (lines(of: "vectors-public", tests) + lines(of: "malformed", tests)).compactMap {
            line in
            line.pdu.flatMap { HexLines.inputs(of: $0)?.first }
        }
        return pdus + zip(pdus, pdus.dropFirst()).map { $0 + $1 }
    }

    /// With every choice that the first octet has.
    private static func texts(_ tests: URL) throws -> [[UInt8]] {
        let texts = try lines(of: "vectors-public", tests).compactMap(\.fields?.text)
        return texts.enumerated().map { number, text in
            [UInt8(truncatingIfNeeded: number)] + Array(text.utf8)
        }
    }

    private static func streams(_ tests: URL) throws -> [[UInt8]] {
        let folder = tests.appendingPathComponent("ModemDialogueTests/Fixtures")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        return try files.filter { $0.pathExtension == "session" }.enumerated().map { number, file in
            let text = try String(contentsOf: file, encoding: .utf8)
            return [UInt8(truncatingIfNeeded: number)] + stream(of: text)
        }
    }

    /// What the modem says in a recorded session, the times and the head apart.
    private static func stream(of session: String) -> [UInt8] {
        let body = session.components(separatedBy: "\n--\n").last ?? ""
        let lines = body.split(separator: "\n").compactMap { line -> String? in
            guard let blank = line.firstIndex(of: " ") else { return nil }
            let text = line[line.index(after: blank)...]
            guard text.hasPrefix("bytes ") else { return text.hasPrefix("! ") ? nil : "\r\n\(text)\r\n" }
            return text.dropFirst(6).replacingOccurrences(of: "\\r", with: "\r")
                .replacingOccurrences(of: "\\n", with: "\n")
        }
        return Array(lines.joined().utf8)
    }
}

// MARK: - Fixtures

extension Seeds {
    private struct Line: Decodable {
        struct Fields: Decodable {
            var text: String?
        }

        var pdu: String?
        var fields: Fields?
    }

    private static func lines(of name: String, _ tests: URL) throws -> [Line] {
        let file = tests.appendingPathComponent("SMSCodecTests/Fixtures/\(name).jsonl")
        return try Data(contentsOf: file).split(separator: UInt8(ascii: "\n")).map { line in
            try JSONDecoder().decode(Line.self, from: line)
        }
    }
}
