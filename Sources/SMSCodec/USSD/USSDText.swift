/// The words of USSD as modems print them in +CUSD, and as they take them.
///
/// The standard wants words where the alphabet is that of GSM and hexadecimal elsewhere (3GPP TS 27.007 §7.15). Modems
/// print packed septets in hexadecimal under the same number, or 16 bit characters, or the right alphabet under the wrong
/// number. What is no hexadecimal is words; what is, is read in the way that gives a readable text.
package enum USSDText {
    /// More than any network may send at once: 182 characters, packed in 160 octets.
    static let longest = 2000

    /// - Parameters:
    ///   - printed: the string of +CUSD. Control characters stand in it as their pictures (U+2400 and on).
    ///   - scheme: its `<dcs>`; nil if there is none or it is no octet.
    ///   - isPacked: whether this modem takes codes as packed septets: it prints them so too.
    package static func text(of printed: String, scheme: BroadcastCodingScheme?, isPacked: Bool = false)
        -> String
    {
        tidied(decoded(printed, scheme ?? .unspecified, isPacked: isPacked))
    }

    private static func decoded(_ printed: String, _ scheme: BroadcastCodingScheme, isPacked: Bool) -> String
    {
        guard let octets = HexOctets.decode(printed), octets.count >= 2 else { return words(printed) }
        switch scheme.alphabet {
        case .ucs2: return ucs2(octets, scheme) ?? (octets.count < 5 ? nil : packed(octets)) ?? printed
        case .eightBit: return ucs2(octets, scheme) ?? latin(octets) ?? packed(octets) ?? printed
        case .gsm7:
            let mayBeNumber = printed.utf8.allSatisfy { (0x30...0x39).contains($0) }
            // A number without letters is what it says, unless it is short and the modem packs whatever it prints.
            if mayBeNumber, !isPacked || octets.count >= 5 { return printed }
            return packed(octets, scheme) ?? ucs2(octets, scheme) ?? latin(octets) ?? printed
        }
    }

    // MARK: Hexadecimal

    /// Packed septets. A seventh spare bit group at the end is filled with a carriage return, or was left zero.
    private static func packed(
        _ octets: [UInt8], _ scheme: BroadcastCodingScheme = .unspecified
    ) -> String? {
        var septets = GSM7.unpack(octets, septetCount: octets.count * 8 / 7)
        if septets.count.isMultiple(of: 8), let last = septets.last, last == 0x0D || last == 0 {
            septets.removeLast()
        }
        if scheme.beginsWithLanguage, septets.count > 3, septets[2] == 0x0D { septets.removeFirst(3) }
        return readable(GSM7.text(of: septets))
    }

    private static func ucs2(_ octets: [UInt8], _ scheme: BroadcastCodingScheme) -> String? {
        guard octets.count.isMultiple(of: 2) else { return nil }
        // Not every modem that names the scheme leaves the language in.
        let isNamed = scheme.beginsWithLanguage && scheme.alphabet == .ucs2 && isLanguage(octets.prefix(2))
        return characters(isNamed ? octets.dropFirst(2) : octets[...])
    }

    private static func isLanguage(_ octets: ArraySlice<UInt8>) -> Bool {
        octets.last.map { $0 & 0xC0 == 0 } ?? false
            && GSM7.unpack(octets, septetCount: 2).allSatisfy { (0x61...0x7A).contains($0) }
    }

    private static func characters(_ octets: ArraySlice<UInt8>) -> String? {
        let text = UCS2.text(of: octets)
        let isBroken = text.unicodeScalars.contains { scalar in
            scalar == "\u{FFFD}" || isUnseen(scalar)
        }
        return isBroken ? nil : text
    }

    /// Octets of which nobody says what they are.
    private static func latin(_ octets: [UInt8]) -> String? {
        readable(String(validating: octets, as: UTF8.self) ?? "")
    }

    /// Nil for what nobody would have written: the sign that it was read in the wrong way.
    private static func readable(_ text: String) -> String? {
        let scalars = text.unicodeScalars
        guard !scalars.isEmpty, !scalars.contains(where: isUnseen) else { return nil }
        let odd = scalars.count { !isPlain($0) }
        let ascii = scalars.count { $0.isASCII }
        return odd * 8 <= scalars.count && ascii * 2 >= scalars.count ? text : nil
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", " ", "\n", "\r": true
        default:
            scalar.isASCII ? ".,:;!?'\"()/*#+-%&=<>".unicodeScalars.contains(scalar) : isLatinLetter(scalar)
        }
    }

    /// Of the letters that the default alphabet has beside those of ASCII, the small ones are frequent.
    private static func isLatinLetter(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.isLowercase || scalar == "€" || scalar == "£"
    }

    private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control: scalar != "\n" && scalar != "\r" && scalar != "\t"
        case .unassigned, .privateUse, .surrogate: true
        default: false
        }
    }

    // MARK: Words

    /// A modem that prints the septets as they are shows it by control characters, which no other alphabet has.
    private static func words(_ printed: String) -> String {
        let pictures: ClosedRange<UInt32> = 0x2401...0x241F
        guard printed.unicodeScalars.contains(where: { pictures.contains($0.value) }) else { return printed }
        var septets: [UInt8] = []
        for scalar in printed.unicodeScalars {
            switch scalar.value {
            case 0...0x7F: septets.append(UInt8(scalar.value))
            case pictures: septets.append(UInt8(scalar.value - 0x2400))
            case 0x2421: septets.append(0x7F)
            default: septets += GSM7.septets(of: Character(scalar)) ?? [0x3F]
            }
        }
        return GSM7.text(of: septets)
    }

    /// Line ends are line feeds; nothing else steers a terminal.
    private static func tidied(_ text: String) -> String {
        var lines = String.UnicodeScalarView()
        var wasReturn = false
        for scalar in text.unicodeScalars.prefix(longest) {
            defer { wasReturn = scalar == "\r" }
            if scalar == "\n", wasReturn { continue }
            switch scalar {
            case "\r", "\n", "\u{2028}", "\u{2029}", "\u{85}": lines.append("\n")
            case _ where scalar.properties.generalCategory == .control: lines.append(" ")
            default: lines.append(scalar)
            }
        }
        let result = String(lines)
        let end = result.lastIndex { $0 != "\n" && $0 != " " }
        return end.map { String(result[...$0]) } ?? ""
    }
}

// MARK: - On the way to the network

extension USSDText {
    /// Packed septets; where an octet would be left with seven bits a carriage return fills it (3GPP TS 23.038
    /// §6.1.2.3.1). Nil for what the alphabet lacks.
    package static func packedOctets(of text: String) -> [UInt8]? {
        guard var septets = try? GSM7.septets(of: text) else { return nil }
        if septets.count % 8 == 7 { septets.append(0x0D) }
        return GSM7.pack(septets)
    }
}
