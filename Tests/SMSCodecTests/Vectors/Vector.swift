import Foundation
import Testing

/// A PDU with its fields as independent decoders read them. The file names the origin of each and who agrees.
struct Vector: Decodable, Sendable, CustomTestStringConvertible {
    struct Number: Decodable, Equatable {
        var ton: UInt8
        var npi: UInt8
        var number: String
    }

    struct Time: Decodable, Equatable {
        var iso: String
        var tz: Int
    }

    struct Element: Decodable, Equatable {
        var iei: UInt8
        var data: String
    }

    struct Concat: Decodable, Equatable {
        var ref: Int
        var total: Int
        var seq: Int
        var bits: Int
    }

    struct Ports: Decodable, Equatable {
        var dst: Int
        var src: Int
        var bits: Int
    }

    struct Validity: Decodable, Equatable {
        var format: String
        var value: UInt8?
        var seconds: Int?
        var iso: String?
        var tz: Int?
        var raw: String?
        var singleShot: Bool?
    }

    struct Flags: Decodable, Equatable {
        var mms: Bool?
        var lp: Bool?
        var sri: Bool?
        var srq: Bool?
        var srr: Bool?
        var rd: Bool?
        var rp: Bool?
        var udhi: Bool
    }

    struct Waiting: Decodable, Equatable {
        var active: Bool
        var type: String
        var store: Bool
    }

    struct Coding: Decodable, Equatable {
        var alphabet: String
        var `class`: Int?
        var compressed: Bool
        var mwi: Waiting?
        var autodelete: Bool
        var reserved: Bool
    }

    struct Fields: Decodable {
        var smsc: Number?
        var flags: Flags
        var mr: UInt8?
        var addr: Number
        var pid: UInt8?
        var dcs: UInt8?
        var dcsInfo: Coding?
        var scts: Time?
        var dt: Time?
        var vp: Validity?
        var status: UInt8?
        var statusClass: String?
        var pi: UInt8?
        var udh: [Element]?
        var text: String?
        var data: String?
        var concat: Concat?
        var ports: Ports?
    }

    var id: String
    var category: String
    var direction: String
    var pdu: String
    var tpduLen: Int
    var fields: Fields

    var testDescription: String { id }
}

/// Octets that are no message, or hardly one, and what is to be made of them.
struct MalformedPDU: Decodable, Sendable, CustomTestStringConvertible {
    enum Expectation: String, Decodable {
        case reject
        case accept
        /// Reading it is better, refusing it is allowed.
        case lenient
    }

    var id: String
    var direction: String
    var pdu: String
    var expect: Expectation
    var reason: String

    var testDescription: String { id }
}

enum Fixtures {
    static let vectors: [Vector] = lines(of: "vectors-public")
    static let malformed: [MalformedPDU] = lines(of: "malformed")

    private static func lines<Line: Decodable>(of name: String) -> [Line] {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        guard let url = Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: "jsonl"),
            let text = try? Data(contentsOf: url)
        else {
            Issue.record("\(name).jsonl is not there")
            return []
        }
        return text.split(separator: UInt8(ascii: "\n")).compactMap { line in
            do {
                return try decoder.decode(Line.self, from: line)
            } catch {
                Issue.record("\(name).jsonl: \(error)")
                return nil
            }
        }
    }
}
