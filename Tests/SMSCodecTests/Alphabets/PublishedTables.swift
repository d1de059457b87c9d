import Foundation
import SMSCodec
import Testing

/// The tables as somebody else copied them from the standard. The file names its origin.
struct PublishedTables {
    /// Code points by septet; nil where there is none.
    typealias Table = [UInt16?]

    private(set) var locking: [UInt8: Table] = [:]
    private(set) var singleShift: [UInt8: Table] = [:]

    static func load() throws -> PublishedTables {
        let url = try #require(
            Bundle.module.url(forResource: "Fixtures/national-tables", withExtension: "txt"))
        return try PublishedTables(String(contentsOf: url, encoding: .utf8))
    }

    private init(_ file: String) throws {
        let lines = file.split(separator: "\n").filter { !$0.hasPrefix("#") }
        for start in stride(from: 0, to: lines.count, by: 9) {
            let title = lines[start].split(separator: " ")
            let language = try #require(UInt8(title[1]))
            let table = lines[start..<start + 9].dropFirst().flatMap { row in
                row.split(separator: " ").map { UInt16($0, radix: 16) }
            }
            try #require(table.count == 128)
            if title[0] == "locking" { locking[language] = table } else { singleShift[language] = table }
        }
        for slip in Self.slips {
            let table = slip.isLocking ? locking[slip.language] : singleShift[slip.language]
            var mended = try #require(table)
            try #require(mended[slip.septet] == slip.printed)
            mended[slip.septet] = slip.read
            if slip.isLocking { locking[slip.language] = mended } else { singleShift[slip.language] = mended }
        }
    }

    /// Where the file differs from other transcriptions, and from us.
    private struct Slip {
        var isLocking: Bool
        var language: UInt8
        var septet: Int
        var printed: UInt16?
        var read: UInt16
    }

    private static let slips: [Slip] =
        // A comma, as in TS 23.038 V16.0.0, annexes A.3.4 to A.3.13, copied into CyberChef (GSM-7), Android
        // (GsmAlphabet), oFono (util.c) and Gonk (ril_consts.js). The apostrophe is behind the escape, at 0x09.
        (4...13).map { Slip(isLocking: true, language: $0, septet: 0x2C, printed: 0x27, read: 0x2C) } + [
            // A slip of the standard itself (A.3.7): 0CAA is at 0x3D too, and 0CA1 would be nowhere. Android,
            // Gonk and warthog618/sms have 0CA1; oFono and CyberChef keep the slip.
            Slip(isLocking: true, language: 7, septet: 0x24, printed: 0xCAA, read: 0xCA1),
            // The euro of A.2.12: in CyberChef (V16.0.0), Android, Gonk and warthog618/sms; oFono lacks it.
            Slip(isLocking: false, language: 12, septet: 0x65, printed: nil, read: 0x20AC),
        ]
}

extension PublishedTables {
    /// Two alphabets as one: the septets of each code point, the shorter ones first and then the lower ones.
    func codes(_ languages: NationalLanguages) -> [UInt16: [UInt8]] {
        var codes: [UInt16: [UInt8]] = [:]
        for (septet, unit) in basic(languages).enumerated() {
            if let unit, codes[unit] == nil { codes[unit] = [UInt8(septet)] }
        }
        for (septet, unit) in extended(languages).enumerated() {
            if let unit, codes[unit] == nil { codes[unit] = [0x1B, UInt8(septet)] }
        }
        return codes
    }

    func basic(_ languages: NationalLanguages) -> Table {
        languages.locking.flatMap { locking[$0] } ?? locking[0] ?? []
    }

    func extended(_ languages: NationalLanguages) -> Table {
        languages.singleShift.flatMap { singleShift[$0] } ?? singleShift[0] ?? []
    }
}
