import Glibc
import SMSCodec

/// Mistakes as a codec can have them, made on purpose behind the true one: a fuzzer that does not find them
/// finds nothing. Which one is said by the environment variable PLANTED_BUG.
enum PlantedBug: String {
    /// An element is believed to be as long as its kind says: an array is read beyond its end.
    case trap
    /// The same without the checks of an array: only the address sanitizer sees it.
    case overrun
    /// One combination of fields is not written as it was read.
    case change
    /// Time that grows with the square of what a stranger says.
    case slow
    /// Memory for as much as a stranger says.
    case memory

    static let chosen = getenv("PLANTED_BUG").flatMap { PlantedBug(rawValue: String(cString: $0)) }

    struct Changed: Error, CustomStringConvertible {
        var description: String
    }

    func run(_ octets: [UInt8]) throws {
        guard let pdu = try? IncomingPDU(decoding: octets), case .deliver(let deliver) = pdu.tpdu else {
            return
        }
        for element in deliver.userDataHeader.elements {
            switch (self, element.identifier) {
            case (.trap, UserDataHeader.Identifier.concatenation16): try Self.refer(Array(element.octets))
            case (.overrun, UserDataHeader.Identifier.ports8):
                try Self.addressUnchecked(Array(element.octets))
            case (.change, UserDataHeader.Identifier.nationalLockingShift): try Self.compare(element)
            case (.slow, 0x70): try Self.count(Int(element.octets.first ?? 0))
            case (.memory, UserDataHeader.Identifier.ports16): try Self.reserve(element.octets.first ?? 0)
            default: break
            }
        }
    }

    // All of them throw by what they come to: what nobody looks at, the optimizer leaves out.

    /// A reference of 16 bits has four octets; three are taken for enough.
    private static func refer(_ octets: [UInt8]) throws {
        guard octets.count >= 3 else { return }
        if octets[2] > octets[3] { throw Changed(description: "a part beyond the total") }
    }

    private static func addressUnchecked(_ octets: [UInt8]) throws {
        let next = octets.withUnsafeBufferPointer { $0.baseAddress?[octets.count] }
        if next == 0x5A { throw Changed(description: "what lies behind an array was read") }
    }

    private static func compare(_ element: UserDataHeader.Element) throws {
        guard element.octets.count == 1, element.octets[0] > 13 else { return }
        throw Changed(description: "a language that nobody knows is written as another")
    }

    private static func count(_ first: Int) throws {
        var sum = 0
        for outer in 0..<first * 200 {
            for inner in 0..<first * 40 { sum = sum &* 31 &+ (outer ^ inner) }
        }
        if sum == 1 { throw Changed(description: "a sum that cannot be") }
    }

    /// Not filled, which would take time as well.
    private static func reserve(_ first: UInt8) throws {
        let block = UnsafeMutableRawBufferPointer.allocate(byteCount: Int(first) << 20 + 1, alignment: 1)
        defer { block.deallocate() }
        block[0] = first
        if block[0] &+ 1 == first { throw Changed(description: "a block that cannot be") }
    }
}
