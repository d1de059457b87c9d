/// Reads a PDU from front to back and never past its end. Every error knows its field and its octet.
package struct OctetReader: Sendable {
    /// The octets that one field took.
    package struct Span: Hashable, Sendable {
        package var field: PDUField
        package var octets: Range<Int>
    }

    private let octets: [UInt8]
    /// Of the next octet, from the front of the PDU.
    package private(set) var offset = 0
    /// Which octets belonged to which field, in their order; kept only if asked for.
    package private(set) var spans: [Span] = []
    private let keepsSpans: Bool

    package init(_ octets: [UInt8], keepsSpans: Bool = false) {
        self.octets = octets
        self.keepsSpans = keepsSpans
    }

    package var remainingCount: Int { octets.count - offset }

    package mutating func octet(_ field: PDUField) throws(SMSDecodingError) -> UInt8 {
        guard offset < octets.count else { throw truncated(field, needed: 1) }
        defer { advance(by: 1, field) }
        return octets[offset]
    }

    package mutating func octets(_ count: Int, _ field: PDUField) throws(SMSDecodingError) -> ArraySlice<
        UInt8
    > {
        guard count >= 0, count <= remainingCount else { throw truncated(field, needed: count) }
        defer { advance(by: count, field) }
        return octets[offset..<offset + count]
    }

    /// An error at the octet that was read last.
    package func error(_ field: PDUField, _ reason: SMSDecodingError.Reason) -> SMSDecodingError {
        SMSDecodingError(field: field, octet: max(offset - 1, 0), reason: reason)
    }

    private func truncated(_ field: PDUField, needed: Int) -> SMSDecodingError {
        SMSDecodingError(
            field: field, octet: offset, reason: .truncated(needed: needed, left: remainingCount))
    }

    private mutating func advance(by count: Int, _ field: PDUField) {
        let range = offset..<offset + count
        offset = range.upperBound
        guard keepsSpans, !range.isEmpty else { return }
        if let last = spans.last, last.field == field {
            spans[spans.count - 1].octets = last.octets.lowerBound..<range.upperBound
        } else {
            spans.append(Span(field: field, octets: range))
        }
    }
}
