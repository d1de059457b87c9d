/// Writes texts as UTF-8, as strings keep them.
enum UTF8Text {
    /// Three for each septet of the longest message.
    private static let shortCapacity = 480

    /// What a string keeps in itself.
    static let smallCapacity = 15

    /// - Parameter capacity: in octets; to write more is a mistake of ours and traps.
    @inline(__always)
    static func string(capacity: Int, _ write: (inout OutputSpan<UInt8>) -> Void) -> String {
        // Memory without a first value is to be had through a pointer alone. The span keeps what is written
        // within it.
        if capacity <= smallCapacity || capacity > shortCapacity {
            return String(unsafeUninitializedCapacity: capacity) { fill($0, write) }
        }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: shortCapacity) { buffer in
            let count = fill(buffer, write)
            return String(decoding: UnsafeBufferPointer(rebasing: buffer[..<count]), as: UTF8.self)
        }
    }

    /// Up to fifteen octets of ASCII, the first in the lowest bits of the first number.
    ///
    /// A short string is read from its memory by eight octets, which have to wait if they were written one by
    /// one.
    @inline(__always)
    static func string(_ first: UInt64, _ second: UInt64, count: Int) -> String {
        String(unsafeUninitializedCapacity: smallCapacity) { buffer in
            precondition(buffer.count >= smallCapacity && count <= smallCapacity)
            let octets = UnsafeMutableRawBufferPointer(buffer)
            octets.storeBytes(of: (first >> 56 | second << 8).littleEndian, toByteOffset: 7, as: UInt64.self)
            octets.storeBytes(of: first.littleEndian, as: UInt64.self)
            return count
        }
    }

    /// Of `string(_:count:)`: a text of 160 septets.
    static let wordCount = 20

    /// The same of more.
    static func string(_ words: InlineArray<20, UInt64>, count: Int) -> String {
        withUnsafeBytes(of: words) { octets in
            String(decoding: UnsafeRawBufferPointer(rebasing: octets[..<count]), as: UTF8.self)
        }
    }

    @inline(__always)
    private static func fill(
        _ buffer: UnsafeMutableBufferPointer<UInt8>, _ write: (inout OutputSpan<UInt8>) -> Void
    ) -> Int {
        var output = OutputSpan(buffer: buffer, initializedCount: 0)
        write(&output)
        return output.finalize(for: buffer)
    }
}

/// A character of the first plane as it is written.
struct UTF8Character: Sendable {
    static let maximumOctetCount = 3
    static let space = UTF8Character(0x20)
    static let replacement = UTF8Character(0xFFFD)

    /// The octets, the first in the lowest bits.
    private let octets: UInt32

    /// Of a code unit of UTF-16 that is no half of a surrogate pair.
    init(_ unit: UInt16) {
        let unit = UInt32(unit)
        octets =
            switch unit {
            case ..<0x80: unit
            case ..<0x800: 0x80C0 | unit >> 6 | (unit & 0x3F) << 8
            default: 0x8080E0 | unit >> 12 | (unit >> 6 & 0x3F) << 8 | (unit & 0x3F) << 16
            }
    }

    @inline(__always)
    func append(to output: inout OutputSpan<UInt8>) {
        output.append(UInt8(truncatingIfNeeded: octets))
        guard octets >= 0x80 else { return }
        output.append(UInt8(truncatingIfNeeded: octets >> 8))
        guard octets > 0xFFFF else { return }
        output.append(UInt8(truncatingIfNeeded: octets >> 16))
    }
}
