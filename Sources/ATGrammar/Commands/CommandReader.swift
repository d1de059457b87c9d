/// One command of a line that a person wrote (ITU-T V.250 §5.3, §5.4).
struct CommandPart: Hashable {
    /// As it stands: `E`, `&F`, `+cmgs`.
    var text: ArraySlice<UInt8>
    /// What stands behind the name.
    var value: ArraySlice<UInt8>
    /// With a mark, and parameters behind `=`.
    var isExtended: Bool

    /// In capitals.
    var name: String { Self.folded(text) }

    /// Only asks: `?` or `=?`.
    var isQuestion: Bool { ["?", "=?"].contains(Self.folded(value)) }

    /// Between the commas behind `=`, as they stand.
    var parameters: [ArraySlice<UInt8>] {
        guard value.first == UInt8(ascii: "=") else { return [] }
        var isQuoted = false
        return value.dropFirst().split(omittingEmptySubsequences: false) { octet in
            if octet == ASCII.quote { isQuoted.toggle() }
            return octet == ASCII.comma && !isQuoted
        }
    }

    /// A parameter in capitals and without quotes; empty where there is none.
    func word(_ position: Int) -> String {
        guard let octets = parameters.dropFirst(position).first else { return "" }
        return Self.folded(octets.filter { $0 != ASCII.quote }[...])
    }

    private static func folded(_ octets: ArraySlice<UInt8>) -> String {
        String(decoding: octets, as: UTF8.self).uppercased()
    }
}

/// Takes apart what stands behind `AT`. It rather sees a command too many than one too few.
enum CommandReader {
    private static let marks = Set("+^*#$%!_@".utf8)

    /// Modems pass over blanks, in the middle of a name too (ITU-T V.250 §5.2.1).
    static func withoutBlanks(_ octets: some Sequence<UInt8>) -> [UInt8] {
        var isQuoted = false
        return octets.filter { octet in
            if octet == ASCII.quote { isQuoted.toggle() }
            return isQuoted || !ASCII.isBlank(octet)
        }
    }

    static func parts(of octets: ArraySlice<UInt8>) -> [CommandPart] {
        var rest = octets
        var parts: [CommandPart] = []
        while let first = rest.first {
            if first == UInt8(ascii: ";") {
                rest.removeFirst()
            } else {
                parts.append(marks.contains(first) ? extended(&rest) : basic(&rest))
            }
        }
        return parts
    }

    /// A name up to the first character that is in none, and a value up to the semicolon.
    private static func extended(_ rest: inout ArraySlice<UInt8>) -> CommandPart {
        let name = taken(1 + rest.dropFirst().prefix(while: isOfName).count, from: &rest)
        var isQuoted = false
        let length = rest.prefix { octet in
            if octet == ASCII.quote { isQuoted.toggle() }
            return isQuoted || octet != UInt8(ascii: ";")
        }
        .count
        return CommandPart(text: name, value: taken(length, from: &rest), isExtended: true)
    }

    /// A letter, perhaps with a mark before it, and digits or a setting after it.
    private static func basic(_ rest: inout ArraySlice<UInt8>) -> CommandPart {
        let isMarked = rest.first.map(ASCII.isLetter) == false
        let name = taken(isMarked ? 2 : 1, from: &rest)
        let value = taken(rest.prefix { ASCII.isDigit($0) || "=?".utf8.contains($0) }.count, from: &rest)
        return CommandPart(text: name, value: value, isExtended: false)
    }

    private static func taken(_ count: Int, from rest: inout ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }

    private static func isOfName(_ octet: UInt8) -> Bool {
        ASCII.isLetter(octet) || ASCII.isDigit(octet) || "!%-./:_".utf8.contains(octet)
    }
}
