import SMSCodec
import Testing

/// Our tables against those that somebody else copied from the standard.
@Suite struct PublishedTablesTests {
    /// The default tables, and each national table with the default one of the other kind.
    private static let single: [NationalLanguages] =
        [.none] + NationalLanguage.allCases.map { NationalLanguages(singleShift: $0) }
        + NationalLanguage.allCases.filter(\.hasLockingShift).map { NationalLanguages(locking: $0) }

    /// With both tables of a language together.
    private static let all =
        single
        + NationalLanguage.allCases.filter(\.hasLockingShift).map {
            NationalLanguages(locking: $0, singleShift: $0)
        }

    private let published: PublishedTables

    init() throws {
        published = try PublishedTables.load()
    }

    @Test func `Thirteen languages have a table behind the escape, and all but Spanish an alphabet`() {
        #expect(published.singleShift.keys.sorted() == Array(0...13))
        #expect(published.locking.keys.sorted() == [0, 1] + Array(3...13))
        #expect(NationalLanguage.allCases.map(\.rawValue) == Array(1...13))
        #expect(NationalLanguage.allCases.filter { !$0.hasLockingShift } == [.spanish])
    }

    @Test(arguments: all)
    func `Each septet is the character that the standard says`(_ languages: NationalLanguages) {
        let basic = published.basic(languages)
        for septet in UInt8(0)..<128 where septet != 0x1B {
            // An empty place is shown as a space.
            let expected = basic[Int(septet)] ?? 0x20
            #expect(units([septet], languages) == [expected], "\(HexOctets.encode([septet]))")
        }
    }

    @Test(arguments: all)
    func `Each septet behind the escape is as the standard says, or as if there were no escape`(
        _ languages: NationalLanguages
    ) {
        let extended = published.extended(languages)
        for septet in UInt8(0)..<128 {
            // §6.2.1.1: another escape is reserved for another table, and shown as a space until there is one.
            let plain = septet == 0x1B ? 0x20 : published.basic(languages)[Int(septet)] ?? 0x20
            let expected = extended[Int(septet)] ?? plain
            #expect(units([0x1B, septet], languages) == [expected], "\(HexOctets.encode([septet]))")
        }
    }

    @Test(arguments: single)
    func `Of the whole first plane just the characters of the tables are written, and read back`(
        _ languages: NationalLanguages
    ) throws {
        let tables = languages.tables
        let codes = published.codes(languages)
        let values = TestDepth.some(of: UInt16.min...UInt16.max, oneOf: 61)
        for value in Set(values).union(codes.keys) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let septets = GSM7.septets(of: Character(scalar), in: tables)
            let expected = codes[value] ?? Self.sameCharacter[value].flatMap { codes[$0] }
            guard septets != expected || septets != nil else { continue }
            #expect(septets == expected, "U+\(String(value, radix: 16))")
            #expect(septets.map { units($0, languages) } == [Self.sameCharacter[value] ?? value])
        }
    }

    /// Characters that Unicode holds to be one and the same (canonical equivalents of a single code point).
    private static let sameCharacter: [UInt16: UInt16] = [
        0x2126: 0x3A9, 0x212A: 0x4B, 0x212B: 0xC5, 0x37E: 0x3B, 0x1FEF: 0x60,
    ]

    private func units(_ septets: [UInt8], _ languages: NationalLanguages) -> [UInt16] {
        Array(GSM7.text(of: septets, in: languages.tables).utf16)
    }
}

extension NationalLanguages: CustomTestStringConvertible {
    public var testDescription: String {
        "locking shift \(locking ?? 0), single shift \(singleShift ?? 0)"
    }
}
