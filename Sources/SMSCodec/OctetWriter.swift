/// Collects the octets of a PDU.
package struct OctetWriter: Sendable {
    /// More than any PDU can have, the longest STATUS-REPORT and its service centre among them.
    private static let capacity = 256

    private var buffer = InlineArray<256, UInt8>(repeating: 0)
    /// Goes on beyond the capacity, so that a text can be found too long.
    var count = 0

    package init() {}

    package var octets: [UInt8] {
        // Of all ways to make an array of a span this one takes half the time.
        buffer.span.extracting(first: count).withUnsafeBufferPointer { Array($0) }
    }

    @inline(__always)
    package mutating func append(_ octet: UInt8) {
        if count < Self.capacity { buffer[count] = octet }
        count &+= 1
    }

    mutating func append(_ more: Span<UInt8>) {
        for index in more.indices { append(more[index]) }
    }

    package mutating func append(contentsOf more: some Sequence<UInt8>) {
        for octet in more { append(octet) }
    }
}
