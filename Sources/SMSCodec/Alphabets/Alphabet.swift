/// How the characters of a text are coded. 3GPP TS 23.038 §6.
package enum Alphabet: String, Hashable, Sendable {
    /// The GSM 7 bit default alphabet with its extension table (§6.2.1).
    case gsm7
    /// Octets without a meaning of their own (§6.2.2).
    case eightBit = "8bit"
    /// UCS-2 (§6.2.3), in practice UTF-16: phones put emoji into it.
    case ucs2
}
