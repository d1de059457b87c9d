/// Writes texts as UTF-8, as strings keep them.
enum UTF8Text {
    /// Three for each septet of the longest message.
    private static let shortCapacity = 480

    /// What a string keeps in itself.
    private static let smallCapacity = 15

    /// - Parameter capacity: in octets; to write more is a mistake of ours and traps.
    @inline(__always)
    static func string(capacity: Int, _ write: (inout OutputSpan<UInt8>) -> Void) -> String {
        // Memory without a first value is to be had through a pointer alone. The span keeps what is written within it.
        if capacity <= smallCapacity || capacity > shortCapacity {
            return String(unsafeUninitializedCapacity: capacity) { fill($0, write) }
        }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: shortCapacity) { buffer in
            let count = fill(buffer, write)
            return String(decoding: UnsafeBufferPointer(rebasing: buffer[..<count]), as: UTF8.self)
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

    func append(to output: inout OutputSpan<UInt8>) {
        output.append(UInt8(truncatingIfNeeded: octets))
        guard octets >= 0x80 else { return }
        output.append(UInt8(truncatingIfNeeded: octets >> 8))
        guard octets > 0xFFFF else { return }
        output.append(UInt8(truncatingIfNeeded: octets >> 16))
    }
}
