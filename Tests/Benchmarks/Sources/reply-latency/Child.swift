import Foundation
import Synchronization

/// A line that a child printed, and when it came (nanoseconds, CLOCK_MONOTONIC).
struct TimedLine: Sendable {
    var text: String
    var at: UInt64
}

/// A program that is watched: its lines with their times, and its standard input.
final class Child: @unchecked Sendable {
    private let process = Process()
    private let input = Pipe()
    private let condition = NSCondition()
    private var lines: [TimedLine] = []
    private var partial: [String: String] = [:]

    var pid: Int32 { process.processIdentifier }

    init(_ executable: URL, _ arguments: [String]) throws {
        process.executableURL = executable
        process.arguments = arguments
        process.standardInput = input
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        for (name, pipe) in [("output", output), ("errors", errors)] {
            pipe.fileHandleForReading.readabilityHandler = { [weak self] handle in
                self?.received(handle.availableData, from: name)
            }
        }
        try process.run()
    }

    func write(_ line: String) {
        input.fileHandleForWriting.write(Data((line + "\n").utf8))
    }

    /// The first line from `start` on that fits; nil after `seconds` without one.
    func line(from start: Int = 0, within seconds: Double = 20, where fits: (String) -> Bool) -> (
        TimedLine, next: Int
    )? {
        let limit = Date().addingTimeInterval(seconds)
        condition.lock()
        defer { condition.unlock() }
        var index = start
        while true {
            while index < lines.count {
                if fits(lines[index].text) { return (lines[index], index + 1) }
                index += 1
            }
            guard condition.wait(until: limit) else { return nil }
        }
    }

    /// How many lines there are by now.
    var count: Int {
        condition.lock()
        defer { condition.unlock() }
        return lines.count
    }

    func all(from start: Int) -> [TimedLine] {
        condition.lock()
        defer { condition.unlock() }
        return Array(lines[start...])
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
    }

    private func received(_ data: Data, from name: String) {
        let now = DispatchTime.now().uptimeNanoseconds
        condition.lock()
        defer { condition.unlock() }
        var text = (partial[name] ?? "") + String(decoding: data, as: UTF8.self)
        while let end = text.firstIndex(of: "\n") {
            lines.append(TimedLine(text: String(text[..<end]), at: now))
            text = String(text[text.index(after: end)...])
        }
        partial[name] = text
        condition.broadcast()
    }
}

/// Runs a command to its end and returns what it printed.
@discardableResult
func output(of executable: URL, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
}
