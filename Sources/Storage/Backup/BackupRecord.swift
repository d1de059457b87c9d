/// What is packed into a backup: no database file, but what its tables hold. A restore builds its own tables and puts
/// into them what fits; nothing that a file says is ever a statement, a trigger or a view.
///
/// ## The stream
/// | first octet | what follows |
/// |---|---|
/// | `S` | version of the program; count (2 octets) and names of the steps that its tables had been through |
/// | `T` | name of a table; count (2 octets) and names of its columns |
/// | `R` | a row of the table that was named last: a value for each column |
/// | `E` | count of all rows (8 octets); nothing follows |
///
/// A name is its length in 2 octets and UTF-8. A value is an octet for its kind, and 0: nothing, 1: an integer in 8
/// octets, 2: a floating-point number in 8 octets, 3: text, 4: octets, both with their length in 4.
enum BackupRecord: Hashable, Sendable {
    case start(version: String, steps: [String])
    case table(String, columns: [String])
    case row([BackupValue])
    case end(rows: Int)
}

enum BackupValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case octets([UInt8])
}

extension BackupRecord {
    /// Of one value: no text and no PDU comes near it.
    private static let greatest = 16 << 20
    private static let mostColumns = 1_000

    var encoded: [UInt8] {
        switch self {
        case .start(let version, let steps):
            [UInt8(ascii: "S")] + Self.name(version) + Self.names(steps)
        case .table(let name, let columns):
            [UInt8(ascii: "T")] + Self.name(name) + Self.names(columns)
        case .row(let values):
            values.reduce(into: [UInt8(ascii: "R")]) { $0 += $1.encoded }
        case .end(let rows):
            [UInt8(ascii: "E")] + UInt64(clamping: rows).bigEndianOctets
        }
    }

    /// - Parameter width: how many values a row has.
    init(from input: inout BackupUnsealer, width: Int) throws(BackupError) {
        switch try input.take(1).first {
        case UInt8(ascii: "S"):
            self = .start(version: try Self.name(&input), steps: try Self.names(&input))
        case UInt8(ascii: "T"):
            self = .table(try Self.name(&input), columns: try Self.names(&input))
        case UInt8(ascii: "R"):
            var values: [BackupValue] = []
            for _ in 0..<width { values.append(try BackupValue(from: &input, greatest: Self.greatest)) }
            self = .row(values)
        case UInt8(ascii: "E"):
            self = .end(rows: Int(clamping: try input.number(8)))
        default:
            throw .damaged("it holds something that is no row")
        }
    }

    private static func name(_ text: String) -> [UInt8] {
        let octets = Array(text.utf8.prefix(Int(UInt16.max)))
        return UInt16(octets.count).bigEndianOctets + octets
    }

    private static func names(_ texts: [String]) -> [UInt8] {
        UInt16(clamping: texts.count).bigEndianOctets + texts.flatMap(name)
    }

    private static func name(_ input: inout BackupUnsealer) throws(BackupError) -> String {
        let count = Int(try input.number(2))
        return String(decoding: try input.take(count), as: UTF8.self)
    }

    private static func names(_ input: inout BackupUnsealer) throws(BackupError) -> [String] {
        let count = Int(try input.number(2))
        guard count <= mostColumns else { throw .damaged("it names \(count) columns") }
        var names: [String] = []
        for _ in 0..<count { names.append(try name(&input)) }
        return names
    }
}

extension BackupValue {
    fileprivate var encoded: [UInt8] {
        switch self {
        case .null: [0]
        case .integer(let value): [1] + value.bigEndianOctets
        case .real(let value): [2] + value.bitPattern.bigEndianOctets
        case .text(let value): [3] + UInt32(clamping: value.utf8.count).bigEndianOctets + Array(value.utf8)
        case .octets(let value): [4] + UInt32(clamping: value.count).bigEndianOctets + value
        }
    }

    fileprivate init(from input: inout BackupUnsealer, greatest: Int) throws(BackupError) {
        switch try input.take(1).first {
        case 0: self = .null
        case 1: self = .integer(Int64(bitPattern: try input.number(8)))
        case 2: self = .real(Double(bitPattern: try input.number(8)))
        case 3: self = .text(String(decoding: try Self.octets(&input, greatest), as: UTF8.self))
        case 4: self = .octets(try Self.octets(&input, greatest))
        default: throw .damaged("it holds something that is no value")
        }
    }

    private static func octets(_ input: inout BackupUnsealer, _ greatest: Int) throws(BackupError) -> [UInt8]
    {
        let count = Int(try input.number(4))
        guard count <= greatest else { throw .damaged("a value has \(count) octets") }
        return try input.take(count)
    }
}

extension BackupUnsealer {
    /// Big-endian.
    fileprivate mutating func number(_ octetCount: Int) throws(BackupError) -> UInt64 {
        try take(octetCount).reduce(0) { $0 << 8 | UInt64($1) }
    }
}
