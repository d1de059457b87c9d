import Foundation
import Glibc
import Storage

/// The terminal, or what stands in for it.
struct Console: Sendable {
    /// Whether text may be coloured.
    var isColoured: Bool
    /// Whether marks outside ASCII may be printed.
    var isUnicode: Bool
    /// Whether a person sits at both ends, who can be asked.
    var isInteractive: Bool

    static let standard = Console(environment: ProcessInfo.processInfo.environment)

    init(isColoured: Bool, isUnicode: Bool, isInteractive: Bool) {
        self.isColoured = isColoured
        self.isUnicode = isUnicode
        self.isInteractive = isInteractive
    }

    init(environment: [String: String]) {
        let isTerminal = isatty(STDOUT_FILENO) == 1
        // https://no-color.org: set and not empty.
        let isColourRefused = !(environment["NO_COLOR"] ?? "").isEmpty || environment["TERM"] == "dumb"
        let locale =
            ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        let encoding = locale.uppercased()
        isColoured = isTerminal && !isColourRefused
        isUnicode = encoding.contains("UTF-8") || encoding.contains("UTF8")
        isInteractive = isTerminal && isatty(STDIN_FILENO) == 1
    }

    var ink: Ink { Ink(isColoured: isColoured) }

    func print(_ text: String) {
        Swift.print(text)
    }

    func print(lines: [String]) {
        for line in lines { Swift.print(line) }
    }

    /// One object on one line.
    func print(json value: some Encodable) throws {
        Swift.print(try JSONLine.encode(value))
    }

    /// JSON Lines.
    func print(jsonLines values: [some Encodable]) throws {
        for value in values { try print(json: value) }
    }

    func printError(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }

    /// Writes a question without a new line, and reads the answer; nil at the end of input.
    func ask(_ question: String) -> String? {
        FileHandle.standardOutput.write(Data(question.utf8))
        return readLine(strippingNewline: true)
    }
}
