package import Telephony

/// Why a number that a person or a program gave was not accepted.
package enum TypedNumberError: Error, Hashable, Sendable {
    case empty
    /// A control character: its place, from 1, and its code.
    case controlCharacter(position: Int, code: UInt32)
    /// Something that is no part of a number.
    case unexpectedCharacter(Character, position: Int)
    case tooManyDigits(Int)
    /// No number of its country has this many digits, or there is no such country.
    case notPossible(String, homeCountry: String?)

    /// What happened.
    package var what: String {
        switch self {
        case .empty: "There is no number."
        case .controlCharacter, .unexpectedCharacter, .tooManyDigits, .notPossible:
            "That is not a phone number."
        }
    }

    package var why: String {
        switch self {
        case .empty:
            return "The number is empty."
        case .controlCharacter(let position, let code):
            return "Character \(position) is a control character (U+\(Self.hexadecimal(code)))."
        case .unexpectedCharacter(let character, let position):
            return
                "Character \(position) is \"\(character)\"; a number has digits, and a plus in front at most."
        case .tooManyDigits(let count):
            return "It has \(count) digits; the longest number has \(Digits.longest)."
        case .notPossible(let digits, let country):
            let home = country.map { " of \($0)" } ?? ""
            return "No number\(home) looks like \(digits), nor is it a complete number of another country."
        }
    }

    /// What to do next.
    package var next: String {
        "Write it as you dial it, or with a plus and the country code: +447700900311."
    }

    private static func hexadecimal(_ code: UInt32) -> String {
        let digits = String(code, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

extension Numbering {
    /// A number typed by a person: spaces, dashes, dots, brackets and slashes between the digits are passed
    /// over. Short codes are accepted here; whether they may be texted is for others to say.
    package static func typed(_ text: String, homeCountry: String?) throws(TypedNumberError)
        -> IdentifiedNumber
    {
        let dialled = try digits(of: text)
        let number = identify(NetworkNumber(digits: dialled), homeCountry: homeCountry)
        guard number.phoneNumber != nil || number.kind == .shortCode else {
            throw .notPossible(dialled, homeCountry: homeCountry)
        }
        return number
    }

    private static func digits(of text: String) throws(TypedNumberError) -> String {
        var dialled = ""
        for (offset, character) in text.enumerated() {
            if let scalar = character.unicodeScalars.first(where: {
                $0.properties.generalCategory == .control
            }) {
                throw .controlCharacter(position: offset + 1, code: scalar.value)
            }
            if let digit = decimalDigit(character) {
                dialled.append(digit)
            } else if character == "+" || character == "\u{FF0B}", dialled.isEmpty {
                dialled.append("+")
            } else if !separators.contains(character) {
                throw .unexpectedCharacter(character, position: offset + 1)
            }
        }
        let count = dialled.utf8.count - (dialled.hasPrefix("+") ? 1 : 0)
        if count == 0 { throw .empty }
        if count > Digits.longest { throw .tooManyDigits(count) }
        return withoutBracketedZero(dialled, typed: text)
    }

    /// Digits of any script, as an ASCII digit.
    private static func decimalDigit(_ character: Character) -> Character? {
        guard character.unicodeScalars.count == 1, let scalar = character.unicodeScalars.first,
            scalar.properties.generalCategory == .decimalNumber, let value = character.wholeNumberValue
        else { return nil }
        return Character(String(value))
    }

    /// `+44 (0)7700 900311`: the zero in brackets is for those who dial from within the country.
    private static func withoutBracketedZero(_ dialled: String, typed text: String) -> String {
        guard dialled.hasPrefix("+"), let range = text.firstRange(of: "(0)") else { return dialled }
        let before = text[..<range.lowerBound].filter { decimalDigit($0) != nil }.count
        var digits = dialled
        digits.remove(at: digits.index(digits.startIndex, offsetBy: before + 1))
        return digits
    }

    /// Spaces, dashes, dots, brackets, slashes, and the marks of direction that come along when text is
    /// copied.
    private static let separators: Set<Character> = [
        " ", "\u{A0}", "\u{2007}", "\u{2009}", "\u{202F}", "-", "\u{2010}", "\u{2011}", "\u{2012}",
        "\u{2013}",
        "\u{2014}", "\u{2212}", ".", "(", ")", "/", "\u{200E}", "\u{200F}", "\u{202A}", "\u{202C}",
        "\u{2066}",
        "\u{2069}",
    ]
}
