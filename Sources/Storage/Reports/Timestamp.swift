package import FoundationEssentials

/// A time in the JSON output: RFC 3339, UTC, with milliseconds (`2026-11-20T14:02:11.250Z`).
package struct Timestamp: Hashable, Codable, Sendable, CustomStringConvertible {
    /// Milliseconds since 1970.
    package var milliseconds: Int64

    package init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    package init(_ date: Date) {
        milliseconds = date.milliseconds
    }

    package init?(_ text: String) {
        guard let date = try? Date(text, strategy: Timestamp.style), Timestamp(date).description == text
        else {
            return nil
        }
        self.init(date)
    }

    package var date: Date { Date(milliseconds: milliseconds) }

    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let value = Timestamp(text) else {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: decoder.codingPath,
                    debugDescription: "not a time like 2026-11-20T14:02:11.250Z"))
        }
        self = value
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    package var description: String {
        // Years 0000 to 9999 are what RFC 3339 can write.
        let bounded = min(max(milliseconds, -62_167_219_200_000), 253_402_300_799_999)
        // The style cuts off below a millisecond, and a Date holds few of them exactly.
        return Date(milliseconds: bounded).addingTimeInterval(0.000_4).formatted(Timestamp.style)
    }

    private static let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
}
