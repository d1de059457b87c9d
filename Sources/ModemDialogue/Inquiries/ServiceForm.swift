import ATGrammar
import SMSCodec

/// How a code stands in AT+CUSD.
enum ServiceForm: String, CaseIterable, Hashable, Sendable {
    /// As a person types it.
    case words
    /// Packed septets in hexadecimal.
    case packed
    /// 16 bit characters in hexadecimal: modems that AT+CSCS cannot talk out of them.
    case ucs2

    /// Nil for what cannot be said so.
    func command(_ code: String) -> ATCommand? {
        let string: ServiceString? =
            switch self {
            case .words: ServiceString(code: code)
            case .packed: USSDText.packedOctets(of: code).flatMap { ServiceString(octets: $0) }
            case .ucs2: ServiceString(octets: UCS2.octets(of: code))
            }
        let scheme = Int(BroadcastCodingScheme.unspecified.rawValue)
        return string.map { .set(.unstructuredService, .integer(1), .service($0), .integer(scheme)) }
    }
}
