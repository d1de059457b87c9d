/// Puts another number in the place of a number, another text in the place of a text.
///
/// The same original always becomes the same mask, so that what belongs together stays together; without the key
/// nobody gets from the mask to the original. Lengths and kinds stay, so that what is masked can be read by the
/// same rules.
package struct Mask: Sendable {
    private let key: (UInt64, UInt64)

    /// - Parameters: random, and never told.
    package init(_ first: UInt64, _ second: UInt64) {
        key = (first, second)
    }

    /// The digits of a number, with whatever stands among them.
    ///
    /// The last eight are replaced: two writings of one number, with a country code and without, share those, and
    /// shall go on doing so. Of a shorter one all but the first.
    func number(_ octets: [UInt8]) -> [UInt8] {
        let places = octets.indices.filter { ASCIIOctet.isDigit(octets[$0]) }
        let digits = places.map { octets[$0] }
        let original = digits.suffix(8)
        guard original.count > 1 else { return octets }
        var mask = decimals(hash(original), count: original.count)
        if mask.elementsEqual(original) { mask[mask.count - 1] = mask[mask.count - 1] == 0x30 ? 0x31 : 0x30 }
        let isShort = digits.count <= 8
        var result = octets
        for (place, digit) in zip(places.suffix(8), mask).dropFirst(isShort ? 1 : 0) { result[place] = digit }
        return result
    }

    private func decimals(_ value: UInt64, count: Int) -> [UInt8] {
        var (rest, digits) = (value, [UInt8]())
        for _ in 0..<count {
            digits.append(0x30 + UInt8(rest % 10))
            rest /= 10
        }
        return digits
    }

    /// Small letters, so many, that depend on the original.
    func letters(_ count: Int, for original: some Sequence<UInt8>) -> [UInt8] {
        var state = hash(original)
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(ascii: "a") + UInt8((state >> 33) % 26)
        }
    }

    /// SipHash-2-4: https://www.aumasson.jp/siphash/siphash.pdf
    private func hash(_ octets: some Sequence<UInt8>) -> UInt64 {
        var state = SipState(key)
        var (word, count) = (UInt64(0), 0)
        for octet in octets {
            word |= UInt64(octet) << UInt64(count % 8 * 8)
            count += 1
            guard count % 8 == 0 else { continue }
            state.absorb(word)
            word = 0
        }
        state.absorb(word | UInt64(count & 0xFF) << 56)
        return state.finished()
    }
}

private struct SipState {
    private var v0, v1, v2, v3: UInt64

    init(_ key: (UInt64, UInt64)) {
        v0 = key.0 ^ 0x736f_6d65_7073_6575
        v1 = key.1 ^ 0x646f_7261_6e64_6f6d
        v2 = key.0 ^ 0x6c79_6765_6e65_7261
        v3 = key.1 ^ 0x7465_6462_7974_6573
    }

    mutating func absorb(_ word: UInt64) {
        v3 ^= word
        rounds(2)
        v0 ^= word
    }

    mutating func finished() -> UInt64 {
        v2 ^= 0xFF
        rounds(4)
        return v0 ^ v1 ^ v2 ^ v3
    }

    private mutating func rounds(_ count: Int) {
        for _ in 0..<count {
            v0 &+= v1
            v1 = v1 << 13 | v1 >> 51
            v1 ^= v0
            v0 = v0 << 32 | v0 >> 32
            v2 &+= v3
            v3 = v3 << 16 | v3 >> 48
            v3 ^= v2
            v0 &+= v3
            v3 = v3 << 21 | v3 >> 43
            v3 ^= v0
            v2 &+= v1
            v1 = v1 << 17 | v1 >> 47
            v1 ^= v2
            v2 = v2 << 32 | v2 >> 32
        }
    }
}

/// What the octets of a line can be.
enum ASCIIOctet {
    static func isDigit(_ octet: UInt8) -> Bool { (0x30...0x39).contains(octet) }

    static func isHexadecimal(_ octet: UInt8) -> Bool {
        isDigit(octet) || (0x41...0x46).contains(octet & 0xDF)
    }

    /// Part of a word in any script: what is no ASCII is some letter to us.
    static func isLetter(_ octet: UInt8) -> Bool { (0x41...0x5A).contains(octet & 0xDF) || octet >= 0x80 }
}
