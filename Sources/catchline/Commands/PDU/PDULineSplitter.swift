/// Cuts what comes into lines, wherever it is cut when it comes. A last line may lack its end.
struct PDULineSplitter {
    enum Line: Equatable {
        /// Without its end.
        case whole([UInt8])
        /// Longer than any request can be; its octets are let go.
        case tooLong
    }

    /// A PDU has 176 octets, but a request may hold much that nobody asked for.
    static let maximumLength = 16 << 20

    private static let newline = UInt8(ascii: "\n")

    private let maximumLength: Int
    private var pending: [UInt8] = []
    private var isTooLong = false

    init(maximumLength: Int = Self.maximumLength) {
        self.maximumLength = maximumLength
    }

    mutating func lines(in chunk: ArraySlice<UInt8>) -> [Line] {
        var lines: [Line] = []
        var rest = chunk
        while let end = rest.firstIndex(of: Self.newline) {
            take(rest[..<end])
            lines.append(next())
            rest = rest[(end + 1)...]
        }
        take(rest)
        return lines
    }

    /// What is left at the end of the input; nil if it ended with a line's end.
    mutating func lastLine() -> Line? {
        pending.isEmpty && !isTooLong ? nil : next()
    }

    private mutating func take(_ octets: ArraySlice<UInt8>) {
        guard !isTooLong, pending.count + octets.count <= maximumLength else {
            isTooLong = true
            pending = []
            return
        }
        pending += octets
    }

    private mutating func next() -> Line {
        defer {
            pending.removeAll(keepingCapacity: pending.count < 1 << 16)
            isTooLong = false
        }
        return isTooLong ? .tooLong : .whole(pending)
    }
}
