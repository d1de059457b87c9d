/// Two decimal digits in an octet, the first of them in the low half (3GPP TS 23.040 §9.1.2.3).
enum SemiOctets {
    /// Nil if either half is no decimal digit.
    static func decimal(_ octet: UInt8) -> UInt8? {
        decimals(UInt64(octet)).map { UInt8($0) }
    }

    /// The same of eight octets at once, each for itself. Nil if any half is no decimal digit.
    static func decimals(_ octets: UInt64) -> UInt64? {
        let tens = octets & 0x0F0F_0F0F_0F0F_0F0F
        let units = octets >> 4 & 0x0F0F_0F0F_0F0F_0F0F
        // A half above 9 runs over into its fifth bit with 6 more.
        let above9 = (tens + 0x0606_0606_0606_0606) | (units + 0x0606_0606_0606_0606)
        return above9 & 0x1010_1010_1010_1010 == 0 ? tens * 10 + units : nil
    }

    /// The last two decimal digits of a value.
    static func octet(_ value: UInt8) -> UInt8 {
        let twoDigits = value % 100
        return (twoDigits % 10) << 4 | twoDigits / 10
    }
}
