import Foundation

/// How much of what there is to try is tried. `CATCHLINE_TEST_DEPTH` says it, and `deploy/test` asks for `every`.
enum TestDepth: String {
    /// One of 64: all the tests of the pure targets take a few seconds.
    case sample
    case every
    /// Everything together with everything else, which takes minutes.
    case product

    static let current =
        ProcessInfo.processInfo.environment["CATCHLINE_TEST_DEPTH"].flatMap(TestDepth.init) ?? .sample

    static func includes(_ number: Int) -> Bool {
        current != .sample || number.isMultiple(of: 64)
    }

    /// All of them, or one of `share`. A prime share meets every low octet of a range of numbers.
    static func some<All: RandomAccessCollection>(of all: All, oneOf share: Int) -> [All.Element] {
        guard current == .sample else { return Array(all) }
        return stride(from: 0, to: all.count, by: share).map { all[all.index(all.startIndex, offsetBy: $0)] }
    }
}
