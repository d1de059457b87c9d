import Foundation

/// How much of what there is to try is tried. `CATCHLINE_TEST_DEPTH` says it, and `deploy/test` asks for `every`.
enum TestDepth: String {
    case sample
    case every
    /// As much as the product promises, which takes minutes.
    case product

    static let current =
        ProcessInfo.processInfo.environment["CATCHLINE_TEST_DEPTH"].flatMap(TestDepth.init) ?? .sample
}
