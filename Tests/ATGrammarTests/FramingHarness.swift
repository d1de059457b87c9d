import ATGrammar
import Testing

/// What a modem printed and what it means, to be framed in every way that reads can cut it.
struct FramingVector: Sendable, CustomTestStringConvertible {
    let name: String
    let octets: [UInt8]
    let tokens: [ATToken]
    let expectsPrompt: Bool

    init(_ name: String, _ text: String, _ tokens: [ATToken], expectsPrompt: Bool = false) {
        self.init(name, Array(text.utf8), tokens, expectsPrompt: expectsPrompt)
    }

    init(_ name: String, _ octets: [UInt8], _ tokens: [ATToken], expectsPrompt: Bool = false) {
        self.name = name
        self.octets = octets
        self.tokens = tokens
        self.expectsPrompt = expectsPrompt
    }

    var testDescription: String { name }
}

/// Feeds octets to a framer in pieces. Whatever the pieces, the tokens must be the same.
enum Framing {
    static func tokens(_ pieces: [[UInt8]], expectsPrompt: Bool = false, maximumLineLength: Int = 4096)
        -> [ATToken]
    {
        var framer = ATFramer(maximumLineLength: maximumLineLength)
        framer.expectsPrompt = expectsPrompt
        return pieces.flatMap { framer.append($0) }
    }

    static func byteByByte(_ octets: [UInt8]) -> [[UInt8]] {
        octets.map { [$0] }
    }

    /// All ways to cut octets into two reads.
    static func cutInTwo(_ octets: [UInt8]) -> [[[UInt8]]] {
        octets.indices.map { [Array(octets[..<$0]), Array(octets[$0...])] }
    }

    static func expect(_ vector: FramingVector, sourceLocation: SourceLocation = #_sourceLocation) {
        let ways = [[vector.octets], byteByByte(vector.octets)] + cutInTwo(vector.octets)
        for pieces in ways {
            let tokens = tokens(pieces, expectsPrompt: vector.expectsPrompt)
            guard tokens != vector.tokens else { continue }
            Issue.record(
                "\(vector.name), cut as \(pieces.map(\.count)): \(tokens)", sourceLocation: sourceLocation)
            return
        }
    }
}

/// A source of octets that is the same in every run (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
