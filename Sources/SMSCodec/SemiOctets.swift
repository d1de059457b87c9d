/// Two decimal digits in an octet, the first of them in the low half (3GPP TS 23.040 §9.1.2.3).
enum SemiOctets {
    /// Nil if either half is no decimal digit.
    static func decimal(_ octet: UInt8) -> UInt8? {
        let tens = octet & 0xF
        let units = octet >> 4
        return tens <= 9 && units <= 9 ? tens * 10 + units : nil
    }

    /// The last two decimal digits of a value.
    static func octet(_ value: UInt8) -> UInt8 {
        let twoDigits = value % 100
        return (twoDigits % 10) << 4 | twoDigits / 10
    }
}
