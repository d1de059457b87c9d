// The short way from septets to a text, for those in which each septet is a character of ASCII: most of them
// are. Eight characters are put together in a number, and so written at once.

extension GSM7 {
    /// Nil if something else is among them, an escape for instance, or if they are more than a message has.
    @inline(__always)
    static func asciiText(
        of packed: Span<UInt8>, count: Int, fillBitCount: Int, in table: SeptetTable
    ) -> String? {
        guard count <= UTF8Text.smallCapacity else {
            return longASCIIText(of: packed, count: count, fillBitCount: fillBitCount, in: table)
        }
        let bits = packed.word(at: 0) &>> UInt64(fillBitCount)
        guard let first = ascii(of: bits, count: min(count, 8), in: table) else { return nil }
        guard count > 8 else { return UTF8Text.string(first, 0, count: count) }
        let moreBits = packed.word(at: 7) &>> UInt64(fillBitCount)
        guard let second = ascii(of: moreBits, count: count &- 8, in: table) else { return nil }
        return UTF8Text.string(first, second, count: count)
    }

    private static func longASCIIText(
        of packed: Span<UInt8>, count: Int, fillBitCount: Int, in table: SeptetTable
    ) -> String? {
        guard count <= UTF8Text.wordCount * 8 else { return nil }
        var words = InlineArray<20, UInt64>(repeating: 0)
        var (index, left) = (0, count)
        while left > 0 {
            let bits = packed.word(at: index &* 7) &>> UInt64(fillBitCount)
            guard let word = ascii(of: bits, count: min(left, 8), in: table) else { return nil }
            words[index] = word
            index &+= 1
            left &-= 8
        }
        return UTF8Text.string(words, count: count)
    }

    /// The characters of up to eight septets, the first in the lowest bits.
    @inline(__always)
    private static func ascii(of septets: UInt64, count: Int, in table: SeptetTable) -> UInt64? {
        var (septets, word) = (septets, UInt64(0))
        for place in UInt64(0)..<8 {
            word |= UInt64(table.ascii(of: UInt8(truncatingIfNeeded: septets) & 0x7F)) &<< (place &* 8)
            septets = septets &>> 7
        }
        let beyond = count >= 8 ? 0 : ~0 &<< UInt64(count &* 8)
        // A zero stands for what is no ASCII: to take 1 from it runs over into the highest bit of its octet.
        let lessOne = (word | beyond) &- 0x0101_0101_0101_0101
        return lessOne & ~(word | beyond) & 0x8080_8080_8080_8080 == 0 ? word & ~beyond : nil
    }
}
