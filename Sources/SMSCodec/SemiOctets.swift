/// Two decimal digits in an octet, the first of them in the low half (3GPP TS 23.040 §9.1.2.3).
enum SemiOctets {
    /// Nil if either half is no decimal digit.
    static func decimal(_ octet: UInt8) -> Int? {
        let tens = octet & 0xF
        let units = octet >> 4
        guard tens <= 9, units <= 9 else { return nil }
        return Int(tens) * 10 + Int(units)
    }

    /// The last two decimal digits of a value.
    static func octet(_ value: Int) -> UInt8 {
        let twoDigits = UInt8(value.magnitude % 100)
        return (twoDigits % 10) << 4 | twoDigits / 10
    }
}
