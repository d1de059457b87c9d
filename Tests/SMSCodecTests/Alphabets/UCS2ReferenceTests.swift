import SMSCodec
import Testing

/// UTF-16 as the standard library reads it.
@Suite struct UCS2ReferenceTests {
    @Test func `Each code point of the first plane is read`() {
        for unit in TestDepth.some(of: UInt16.min...UInt16.max, oneOf: 61) {
            let octets = [UInt8(unit >> 8), UInt8(unit & 0xFF)]

            #expect(UCS2.text(of: octets) == String(decoding: [unit], as: UTF16.self))
        }
    }

    @Test(arguments: 1...40)
    func `Pairs, halves of pairs and letters in any order`(_ seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let kinds: [ClosedRange<UInt16>] = [
            0x00...0x7F, 0x80...0x7FF, 0x800...0xD7FF, 0xD800...0xDBFF, 0xDC00...0xDFFF, 0xE000...0xFFFF,
        ]
        for count in TestDepth.some(of: 0..<200, oneOf: 13) {
            let units = (0..<count).map { _ in
                UInt16.random(in: kinds[Int.random(in: 0..<kinds.count, using: &random)], using: &random)
            }
            let octets = units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }

            #expect(UCS2.text(of: octets) == String(decoding: units, as: UTF16.self))
            #expect(UCS2.text(of: octets + [0x41]) == String(decoding: units, as: UTF16.self))
        }
    }
}
