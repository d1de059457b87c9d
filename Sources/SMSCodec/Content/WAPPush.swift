/// What is pushed to a phone, as far as it says what it is. WAP-230-WSP §8.2.4.1 and §8.4.2.24.
package struct WAPPush: Hashable, Sendable {
    package enum ContentType: Hashable, Sendable {
        /// A number of the list of well-known types.
        case wellKnown(Int)
        /// In lower case, without parameters.
        case named(String)
    }

    package let contentType: ContentType

    /// `application/vnd.wap.mms-message`
    package var isPictureNotice: Bool {
        contentType == .wellKnown(0x3E) || contentType == .named("application/vnd.wap.mms-message")
    }

    /// Nil if these are not the first octets of a push, or end within its content type.
    package init?(_ octets: [UInt8]) {
        var reader = WAPReader(octets)
        // A number of the transaction, then the type: push, or confirmed push.
        guard reader.octet() != nil, let type = reader.octet(), type == 0x06 || type == 0x07,
            reader.variableLengthInteger() != nil, let contentType = reader.contentType()
        else { return nil }
        self.contentType = contentType
    }
}

/// Reads the little of WSP that is needed, from front to back and never past the end.
private struct WAPReader {
    private var rest: ArraySlice<UInt8>

    init(_ octets: [UInt8]) {
        rest = octets[...]
    }

    mutating func octet() -> UInt8? { rest.popFirst() }

    /// Seven bits an octet, the highest first; all octets but the last have their highest bit set (§8.1.2).
    mutating func variableLengthInteger() -> Int? {
        var value = 0
        for _ in 0..<5 {
            guard let octet = octet() else { return nil }
            value = value << 7 | Int(octet & 0x7F)
            if octet & 0x80 == 0 { return value }
        }
        return nil
    }

    /// With parameters, which have their length in front, or without (§8.4.2.24).
    mutating func contentType() -> WAPPush.ContentType? {
        switch rest.first {
        case nil: return nil
        case let first? where first < 31: _ = octet()
        case 31:
            _ = octet()
            guard variableLengthInteger() != nil else { return nil }
        default: break
        }
        return mediaType()
    }

    private mutating func mediaType() -> WAPPush.ContentType? {
        guard let first = rest.first else { return nil }
        if first & 0x80 != 0 { return .wellKnown(Int(first & 0x7F)) }
        if first > 31 { return text().map { .named($0) } }
        rest.removeFirst()
        return longInteger(octetCount: Int(first)).map { .wellKnown($0) }
    }

    /// No type has a number of more than three octets (§8.4.2.1).
    private mutating func longInteger(octetCount: Int) -> Int? {
        guard (1...3).contains(octetCount), rest.count >= octetCount else { return nil }
        return rest.prefix(octetCount).reduce(0) { $0 << 8 | Int($1) }
    }

    /// Up to a zero (§8.4.2.1); no type has so long a name as is read here.
    private func text() -> String? {
        guard let end = rest.prefix(128).firstIndex(of: 0) else { return nil }
        let name = rest[..<end].prefix { $0 != UInt8(ascii: ";") && $0 != UInt8(ascii: " ") }
        return String(decoding: name, as: UTF8.self).lowercased()
    }
}
