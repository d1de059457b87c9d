import Foundation
import SMSCodec

/// A PDU of the tests of the codec.
struct Vector {
    let octets: [UInt8]
    let isSubmit: Bool

    init(octets: [UInt8], isSubmit: Bool) {
        self.octets = octets
        self.isSubmit = isSubmit
    }

    /// All 516, from the fixture of the tests.
    static func all() throws -> [Vector] {
        let file = URL(fileURLWithPath: #filePath)
            .appendingPathComponent("../../../../SMSCodecTests/Fixtures/vectors-public.jsonl").standardized
        let lines = try Data(contentsOf: file).split(separator: UInt8(ascii: "\n"))
        let decoder = JSONDecoder()
        return try lines.map { try Vector(decoder.decode(Line.self, from: $0)) }
    }

    private init(_ line: Line) throws {
        guard let octets = HexOctets.decode(line.pdu) else { throw NotHexadecimal(id: line.id) }
        self.octets = octets
        isSubmit = line.direction == "submit"
    }

    private struct Line: Decodable {
        var id: String
        var pdu: String
        var direction: String
    }

    private struct NotHexadecimal: Error {
        var id: String
    }
}
