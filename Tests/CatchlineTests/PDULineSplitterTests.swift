import Testing

@testable import catchline

@Suite struct PDULineSplitterTests {
    private static let input = Array("one\n\ntwo\r\nthree".utf8)
    private static let lines = ["one", "", "two\r", "three"].map {
        PDULineSplitter.Line.whole(Array($0.utf8))
    }

    @Test(arguments: 1...16)
    func `Lines are the same however they are cut when they come`(size: Int) {
        var splitter = PDULineSplitter()
        var lines: [PDULineSplitter.Line] = []

        for start in stride(from: 0, to: Self.input.count, by: size) {
            lines += splitter.lines(in: Self.input[start..<min(start + size, Self.input.count)])
        }
        lines += splitter.lastLine().map { [$0] } ?? []

        #expect(lines == Self.lines)
    }

    @Test(arguments: ["", "one\n", "\n"])
    func `Behind the last line end there is no line`(input: String) {
        var splitter = PDULineSplitter()
        _ = splitter.lines(in: Array(input.utf8)[...])

        #expect(splitter.lastLine() == nil)
    }

    @Test func `A line that is too long is let go, and the next is read`() {
        var splitter = PDULineSplitter(maximumLength: 4)

        #expect(splitter.lines(in: Array("1234".utf8)[...]) == [])
        #expect(splitter.lines(in: Array("5".utf8)[...]) == [])
        #expect(splitter.lines(in: Array("6\n12\n".utf8)[...]) == [.tooLong, .whole(Array("12".utf8))])
        #expect(splitter.lines(in: Array("12345".utf8)[...]) == [])
        #expect(splitter.lastLine() == .tooLong)
    }
}
