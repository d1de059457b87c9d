import Foundation
import Logging
import Storage
import Telephony
import Testing

@testable import CatchlineDaemon

@Suite struct SwitchboardOperatorTests {
    private static let now = Moment(
        boot: "boot", monotonic: .zero, wall: Date(timeIntervalSince1970: 1_795_200_000), trust: .ntp)

    /// One whose modem is ready, and what that is asked.
    private static func desk() async throws -> (SwitchboardOperator, Store, AsyncStream<ModemRequest>) {
        let bench = try Bench()
        let desk = SwitchboardOperator(
            switchboard: bench.switchboard, store: bench.store, clock: .system(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let (requests, continuation) = AsyncStream<ModemRequest>.makeStream()
        await desk.connect { request, _ in continuation.yield(request) }
        await desk.received(.identified(ModemIdentity(imsi: "234300000000001")), from: Bench.modem)
        await desk.received(.stateChanged(.ready, detail: nil), from: Bench.modem)
        return (desk, bench.store, requests)
    }

    @Test(.timeLimit(.minutes(1)))
    func `What somebody else queues goes to the modem, and the end is without an error`() async throws {
        let (desk, store, requests) = try await Self.desk()

        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await desk.run() }
            _ = try store.queueMessage(
                number: Bench.grace, text: "We come at 3.", origin: .human, at: Self.now)
            var asked = requests.makeAsyncIterator()
            let request = await asked.next()
            #expect(request.map { [$0] }?.submissions.count == 1)
            tasks.cancelAll()
            try await tasks.waitForAll()
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `A setting that the modem must know reaches it when somebody else changes it`() async throws {
        let (desk, store, requests) = try await Self.desk()
        _ = try store.queueMessage(number: Bench.grace, text: "We come at 3.", origin: .human, at: Self.now)

        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await desk.run() }
            var asked = requests.makeAsyncIterator()
            // By then everything is watched.
            let submission = await asked.next()
            #expect(submission.map { [$0] }?.submissions.count == 1)
            try store.changeSettings(["modem.sweep_every": "30"], at: Self.now)
            #expect(await asked.next() == .lookEvery(.seconds(30)))
            tasks.cancelAll()
            try await tasks.waitForAll()
        }
    }
}
