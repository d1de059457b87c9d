import Foundation
import Testing

/// Every stream that the fuzzer keeps or once stopped at, judged by the same function (Tests/Fuzzing).
@Suite struct FuzzReplayTests {
    @Test(arguments: ["Corpus", "Failures"])
    func `What the fuzzer of lines keeps breaks nothing`(folder: String) throws {
        for input in TestDepth.some(of: try Self.inputs("\(folder)/at.hex"), oneOf: 61) {
            do {
                try FramingProperties.check(input)
            } catch {
                Issue.record("\(HexLines.line(of: input)): \(error)")
            }
        }
    }

    @Test func `The fuzzer begins with many streams`() throws {
        #expect(try Self.inputs("Corpus/at.hex").count > 100)
    }

    private static func inputs(_ file: String) throws -> [[UInt8]] {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: tests.appendingPathComponent("Fuzzing/\(file)"), encoding: .utf8)
        return try #require(HexLines.inputs(of: text), "\(file) is not hexadecimal")
    }
}
