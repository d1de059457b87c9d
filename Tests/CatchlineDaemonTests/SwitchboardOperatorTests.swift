import Logging
import Storage
import Telephony
import Testing

@testable import CatchlineDaemon

@Suite struct SwitchboardOperatorTests {
    @Test(.timeLimit(.minutes(1)))
    func `What somebody else queues goes to the modem, and the end is without an error`() async throws {
        let bench = try Bench()
        let desk = SwitchboardOperator(
            switchboard: bench.switchboard, store: bench.store, clock: .system(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let (requests, continuation) = AsyncStream<ModemRequest>.makeStream()
        await desk.connect { request, _ in continuation.yield(request) }
        await desk.received(.identified(ModemIdentity(imsi: "234300000000001")), from: Bench.modem)
        await desk.received(.stateChanged(.ready, detail: nil), from: Bench.modem)

        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await desk.run() }
            _ = try bench.store.queueMessage(
                number: Bench.grace, text: "We come at 3.", origin: .human, at: bench.now)
            var asked = requests.makeAsyncIterator()
            let request = await asked.next()
            #expect(request.map { [$0] }?.submissions.count == 1)
            tasks.cancelAll()
            try await tasks.waitForAll()
        }
    }
}
