import Storage
import Telephony
import Testing

@testable import CatchlineDaemon

@Suite struct SwitchboardRecoveryTests {
    private func told(_ bench: Bench) throws -> [String] {
        try bench.store.reader.events(after: 0, limit: 10_000).filter { $0.kind == "modem.recovery" }
            .map(\.payload)
    }

    @Test func `What is done about a modem that does not answer is on the disk, step by step`() throws {
        var bench = try Bench()
        bench.start()
        for step in RecoveryStep.allCases { bench.tell(.recoveryStepTaken(step)) }

        let payloads = try told(bench)
        #expect(payloads.count == RecoveryStep.allCases.count)
        for (payload, step) in zip(payloads, RecoveryStep.allCases) {
            #expect(payload.contains("\"state\":\"\(step.rawValue)\""))
        }
    }

    @Test func `The steps of a modem whose port is gone belong to its line`() throws {
        var bench = try Bench()
        bench.start()
        bench.tell(.recoveryStepTaken(.softReset))
        bench.tell(.stateChanged(.gone, detail: nil))
        bench.tell(.recoveryStepTaken(.usbReset))

        let lines = try told(bench).map { $0.split(separator: ",").first }
        #expect(lines.count == 2)
        #expect(Set(lines).count == 1)
    }

    @Test func `A modem that falls silent every few seconds does not fill the disk, and its end is told`()
        throws
    {
        var bench = try Bench()
        bench.start()
        for _ in 0..<1_000 {
            bench.tell(.recoveryStepTaken(.attention))
            bench.tell(.recoveryStepTaken(.recovered))
            bench.pass(3)
        }
        bench.tell(.recoveryStepTaken(.failed))

        #expect(try told(bench).count <= RecoveryAllowance.most + 1)
        #expect(try told(bench).last?.contains("failed") == true)
    }
}
