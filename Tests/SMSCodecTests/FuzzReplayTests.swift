import Foundation
import SMSCodec
import Testing

/// Every input that the fuzzers keep or once stopped at, judged by the same functions (Tests/Fuzzing).
@Suite struct FuzzReplayTests {
    @Test(arguments: ["Corpus", "Failures"])
    func `What the fuzzer of PDUs keeps breaks nothing`(folder: String) throws {
        for input in try Self.inputs("\(folder)/pdu.hex", sampled: folder == "Corpus") {
            Self.expect(input) { try PDUProperties.check(input) }
        }
    }

    @Test(arguments: ["Corpus", "Failures"])
    func `What the fuzzer of texts keeps breaks nothing`(folder: String) throws {
        for input in try Self.inputs("\(folder)/text.hex", sampled: folder == "Corpus") {
            Self.expect(input) { try TextProperties.check(input) }
        }
    }

    @Test func `The fuzzers begin with hundreds of PDUs and texts, many of them good`() throws {
        let pdus = try Self.inputs("Corpus/pdu.hex")
        let good = pdus.count { (try? IncomingPDU(decoding: $0)) != nil }

        #expect(good > 100)
        #expect(pdus.count - good > 100)
        #expect(try Self.inputs("Corpus/text.hex").count > 100)
    }

    @Test func `A line of inputs is hexadecimal and a remark`() {
        #expect(HexLines.inputs(of: "# all\n\n00fF # two\n7E\n") == [[0x00, 0xFF], [0x7E]])
        #expect(HexLines.inputs(of: "0") == nil)
        #expect(HexLines.inputs(of: "0G") == nil)
        #expect(HexLines.inputs(of: HexLines.line(of: [0x00, 0x0A, 0xF0])) == [[0x00, 0x0A, 0xF0]])
    }

    @Test func `A property that does not hold is told`() {
        let broken = #expect(throws: BrokenProperty.self) { try require(1 + 1 == 3, "sums do not add up") }

        #expect(broken?.description == "sums do not add up")
        #expect(throws: Never.self) { try require(true, "") }
    }

    private static func expect(_ input: [UInt8], _ check: () throws -> Void) {
        do {
            try check()
        } catch {
            Issue.record("\(HexLines.line(of: input)): \(error)")
        }
    }

    private static func inputs(_ file: String, sampled: Bool = false) throws -> [[UInt8]] {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: tests.appendingPathComponent("Fuzzing/\(file)"), encoding: .utf8)
        let inputs = try #require(HexLines.inputs(of: text), "\(file) is not hexadecimal")
        return sampled ? TestDepth.some(of: inputs, oneOf: 61) : inputs
    }
}
