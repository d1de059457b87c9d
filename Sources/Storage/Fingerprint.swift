import Crypto
import FoundationEssentials
package import Telephony

/// What makes two received PDUs the same one, wherever they lie.
package struct PDUFingerprint: Hashable, Sendable {
    let octets: [UInt8]
    /// All that it is made of, but for the line.
    private let content: [[UInt8]]

    /// Of a text that could be read: SHA-256 of where it came in, its sender, its service centre time stamp
    /// and what it carries. What a modem adds of its own, and the service centre address, are left out.
    package init(
        line: LineID, originator: [UInt8], serviceCentreTimeStamp: [UInt8], protocolIdentifier: UInt8,
        dataCodingScheme: UInt8, userDataHeader: [UInt8], userData: [UInt8]
    ) {
        self.init(
            line,
            [
                originator, serviceCentreTimeStamp, [protocolIdentifier], [dataCodingScheme], userDataHeader,
                userData,
            ])
    }

    /// Of anything else: a status report, or octets that could not be read.
    package init(line: LineID, rawOctets: [UInt8]) {
        self.init(line, [rawOctets])
    }

    /// The same PDU as it was named while the line had another name.
    func under(_ line: LineID) -> PDUFingerprint {
        PDUFingerprint(line, content)
    }

    private init(_ line: LineID, _ content: [[UInt8]]) {
        self.content = content
        var hash = SHA256()
        for field in [Array(line.rawValue.utf8)] + content {
            // The length in front keeps two fields from trading octets.
            hash.update(
                data: Data(withUnsafeBytes(of: UInt32(truncatingIfNeeded: field.count).bigEndian, Array.init))
            )
            hash.update(data: Data(field))
        }
        octets = Array(hash.finalize())
    }
}

extension [UInt8] {
    /// Names the octets themselves, before anything has been read in them.
    var digest: Data { Data(SHA256.hash(data: Data(self))) }
}
