package import FoundationEssentials

/// One object of the JSON output on one line.
package enum JSONLine {
    /// Keys come in alphabetical order, so that equal objects are equal lines.
    package static func encode(_ value: some Encodable) throws -> String {
        String(decoding: try data(value), as: UTF8.self)
    }

    package static func data(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(value)
    }
}
