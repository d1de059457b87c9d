/// Collects the octets of a PDU.
package struct OctetWriter: Sendable {
    package private(set) var octets: [UInt8] = []

    /// Room for the longest PDU at once: 12 octets of service centre address, 164 of TPDU.
    package init() {
        octets.reserveCapacity(IncomingPDU.maximumOctetCount)
    }

    package mutating func append(_ octet: UInt8) {
        octets.append(octet)
    }

    package mutating func append(contentsOf more: some Sequence<UInt8>) {
        octets.append(contentsOf: more)
    }
}
