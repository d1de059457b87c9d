/// Reads a PDU from front to back and never past its end. Every error knows its field and its octet.
package struct OctetReader: Sendable {
    /// The octets that one field took.
    package struct Span: Hashable, Sendable {
        package var field: PDUField
        package var octets: Range<Int>
    }

    let octets: [UInt8]
    /// Of the next octet, from the front of the PDU.
    package private(set) var offset = 0
    /// Of the first octet behind the address of the service centre.
    var startOfTPDU = 0
    private var keptSpans: [Span]?

    package init(_ octets: [UInt8], keepsSpans: Bool = false) {
        self.octets = octets
        keptSpans = keepsSpans ? [] : nil
    }

    /// Which octets belonged to which field, in their order; kept only if asked for.
    package var spans: [Span] { keptSpans ?? [] }

    package var remainingCount: Int { octets.count - offset }

    /// Nil at the end.
    var next: UInt8? { offset < octets.count ? octets[offset] : nil }

    @inline(__always)
    package mutating func octet(_ field: PDUField) throws(SMSDecodingError) -> UInt8 {
        guard offset < octets.count else { throw truncated(field, needed: 1) }
        defer { advance(by: 1, field) }
        return octets[offset]
    }

    package mutating func octets(
        _ count: Int, _ field: PDUField
    ) throws(SMSDecodingError) -> ArraySlice<UInt8> {
        octets[try take(count, field)]
    }

    /// Where so many octets are. To look at them there is quicker than to have a slice of them.
    @inline(__always)
    mutating func take(_ count: Int, _ field: PDUField) throws(SMSDecodingError) -> Range<Int> {
        guard count >= 0, count <= remainingCount else { throw truncated(field, needed: count) }
        defer { advance(by: count, field) }
        return offset..<offset + count
    }

    /// An error at an octet, that which was read last unless another is named.
    package func error(
        _ field: PDUField, _ reason: SMSDecodingError.Reason, at octet: Int? = nil
    ) -> SMSDecodingError {
        SMSDecodingError(field: field, octet: octet ?? max(offset - 1, 0), reason: reason)
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

extension Swift.Span<UInt8> {
    /// Eight octets, the first in the lowest bits; fewer at the end, none behind it.
    @inline(__always)
    func word(at start: Int) -> UInt64 {
        guard count - start >= 8 else { return lastWord(at: start) }
        let eight = extracting(start..<start &+ 8)
        let low = UInt64(eight[0]) | UInt64(eight[1]) << 8 | UInt64(eight[2]) << 16 | UInt64(eight[3]) << 24
        let high = UInt64(eight[4]) | UInt64(eight[5]) << 8 | UInt64(eight[6]) << 16 | UInt64(eight[7]) << 24
        return high << 32 | low
    }

    private func lastWord(at start: Int) -> UInt64 {
        var word: UInt64 = 0
        guard start < count else { return 0 }
        for index in (start..<count).reversed() { word = word &<< 8 | UInt64(self[index]) }
        return word
    }
}
