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
    private var keptSpans: [Span]?

    package init(_ octets: [UInt8], keepsSpans: Bool = false) {
        self.octets = octets
        keptSpans = keepsSpans ? [] : nil
    }

    /// Which octets belonged to which field, in their order; kept only if asked for.
    package var spans: [Span] { keptSpans ?? [] }

    package var remainingCount: Int { octets.count - offset }

    @inline(__always)
    package mutating func octet(_ field: PDUField) throws(SMSDecodingError) -> UInt8 {
        guard offset < octets.count else { throw truncated(field, needed: 1) }
        defer { advance(by: 1, field) }
        return octets[offset]
    }

    /// Octets to be kept: they share those of the PDU.
    package mutating func octets(
        _ count: Int, _ field: PDUField
    ) throws(SMSDecodingError) -> ArraySlice<UInt8> {
        octets[try range(count, field)]
    }

    /// Octets to be looked at, which is quicker than to take them.
    mutating func read<Value>(
        _ count: Int, _ field: PDUField, _ value: (Swift.Span<UInt8>) -> Value
    ) throws(SMSDecodingError) -> Value {
        let range = try range(count, field)
        return value(octets.span.extracting(range))
    }

    package mutating func skip(_ count: Int, _ field: PDUField) throws(SMSDecodingError) {
        _ = try range(count, field)
    }

    @inline(__always)
    private mutating func range(_ count: Int, _ field: PDUField) throws(SMSDecodingError) -> Range<Int> {
        guard count >= 0, count <= remainingCount else { throw truncated(field, needed: count) }
        defer { advance(by: count, field) }
        return offset..<offset + count
    }

    /// What was read from an offset on.
    func octets(since start: Int) -> ArraySlice<UInt8> { octets[start..<offset] }

    /// An error at the octet that was read last.
    package func error(_ field: PDUField, _ reason: SMSDecodingError.Reason) -> SMSDecodingError {
        SMSDecodingError(field: field, octet: max(offset - 1, 0), reason: reason)
    }

    private func truncated(_ field: PDUField, needed: Int) -> SMSDecodingError {
        SMSDecodingError(
            field: field, octet: offset, reason: .truncated(needed: needed, left: remainingCount))
    }

    @inline(__always)
    private mutating func advance(by count: Int, _ field: PDUField) {
        let range = offset..<offset + count
        offset = range.upperBound
        if keptSpans != nil, !range.isEmpty { keep(range, field) }
    }

    private mutating func keep(_ range: Range<Int>, _ field: PDUField) {
        var spans = spans
        if let last = spans.last, last.field == field {
            spans[spans.count - 1].octets = last.octets.lowerBound..<range.upperBound
        } else {
            spans.append(Span(field: field, octets: range))
        }
        keptSpans = spans
    }
}
