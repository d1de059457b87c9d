import Foundation

/// Answers each line of standard input with a line on standard output, as soon as there is nothing more to
/// read at once.
struct PDULineServer {
    var defaultOperation: PDURequest.Operation

    private static let chunkSize = 1 << 16

    func run() throws {
        let responder = PDUResponder(defaultOperation: defaultOperation)
        var splitter = PDULineSplitter()
        while let chunk = try Self.nextChunk() {
            try Self.write(splitter.lines(in: chunk).flatMap(responder.answer(to:)))
        }
        if let line = splitter.lastLine() { try Self.write(responder.answer(to: line)) }
    }

    /// What is there now, up to `chunkSize`; waits only if there is nothing. Nil at the end.
    private static func nextChunk() throws -> ArraySlice<UInt8>? {
        var buffer = [UInt8](repeating: 0, count: chunkSize)
        while true {
            let count = read(STDIN_FILENO, &buffer, chunkSize)
            if count > 0 { return buffer[..<count] }
            if count == 0 { return nil }
            guard errno == EINTR else {
                throw CommandFailure(
                    what: "Standard input cannot be read.", why: String(cString: strerror(errno)) + ".",
                    next: "catchline pdu decode < pdus.jsonl")
            }
        }
    }

    private static func write(_ octets: [UInt8]) throws {
        guard !octets.isEmpty else { return }
        try FileHandle.standardOutput.write(contentsOf: Data(octets))
    }
}
