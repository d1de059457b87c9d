import Foundation
import Testing

@testable import catchline

/// What `doctor --disk` writes, and what it finds of it.
@Suite struct DiskTrialTests {
    private let directory: TemporaryDirectory
    private let trial: DiskTrial

    init() throws {
        directory = try TemporaryDirectory()
        trial = DiskTrial(path: directory.path + "/disk-trial")
    }

    private func octets() throws -> Data { try Data(contentsOf: URL(fileURLWithPath: trial.path)) }

    private func write(_ octets: Data) throws {
        try octets.write(to: URL(fileURLWithPath: trial.path))
    }

    @Test func `What was told to be safe is found`() throws {
        #expect(!trial.isBegun)
        var told: [Int] = []
        try trial.write {
            told.append($0)
            return $0 < 20
        }

        #expect(trial.isBegun)
        #expect(told == Array(1...20))
        #expect(try trial.lastKept() == 20)
        trial.remove()
        #expect(!trial.isBegun)
    }

    @Test(arguments: [0, 1, 511, 512, 700, 1_024 + 511])
    func `Records behind a damaged or missing one do not count`(place: Int) throws {
        try trial.write { $0 < 5 }
        let whole = try octets()
        var damaged = whole
        damaged[place] ^= 1
        try write(damaged)
        #expect(try trial.lastKept() == place / DiskTrial.recordLength)

        try write(whole.prefix(place))
        #expect(try trial.lastKept() == place / DiskTrial.recordLength)
    }

    @Test func `A trial that was begun is not begun again`() throws {
        try trial.write { _ in false }

        #expect(throws: CommandFailure.self) { try trial.write { _ in false } }
        #expect(try trial.lastKept() == 1)
    }
}
