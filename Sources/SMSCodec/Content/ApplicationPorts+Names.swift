extension ApplicationPorts {
    /// Of WAP (WAP-259-WDP, appendix B): what comes to these is pushed to a phone. 8 bit ports are others.
    package var isWAP: Bool {
        guard bits == 16 else { return false }
        return switch destination {
        case 2805, 2923, 2948, 2949, 9200...9207: true
        default: false
        }
    }

    /// For a person: what a port is known for; nil if for nothing.
    package var name: String? {
        guard bits == 16 else { return nil }
        return switch destination {
        case 226, 9204, 9206: "a visiting card"
        case 228, 9205, 9207: "a calendar entry"
        case 2805, 2923: "WAP telephony"
        case 2948: "WAP push"
        case 2949: "WAP push, enciphered"
        case 9200, 9201: "WAP session"
        case 9202, 9203: "WAP session, enciphered"
        case 5501...5514: "Nokia smart messaging"
        default: nil
        }
    }
}
