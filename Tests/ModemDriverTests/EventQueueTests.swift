import Telephony
import Testing

@testable import ModemDriver

@Suite(.timeLimit(.minutes(1)))
struct EventQueueTests {
    @Test func `Events come to a consumer in their order, and all of them`() async {
        let queue = EventQueue()
        for count in 0..<1000 { queue.append(.signalChanged(count), from: "a") }
        queue.finish()

        let (seen, continuation) = AsyncStream<LineEvent>.makeStream()
        await queue.consume { continuation.yield($0.event) }
        continuation.finish()
        var expected = 0
        for await event in seen {
            #expect(event == .signalChanged(expected))
            expected += 1
        }
        #expect(expected == 1000)
    }

    @Test func `Who reads from a modem waits while the consumer is behind`() async {
        let queue = EventQueue(limit: 4)
        for count in 0..<4 { queue.append(.signalChanged(count), from: "a") }
        let (steps, continuation) = AsyncStream<String>.makeStream()

        await withTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                await queue.waitForRoom()
                continuation.yield("room")
                queue.finish()
            }
            await queue.consume { entry in
                if case .signalChanged(let count) = entry.event { continuation.yield("\(count ?? -1)") }
            }
        }
        continuation.finish()
        var order: [String] = []
        for await step in steps { order.append(step) }
        // Half the queue has to be taken first.
        #expect(order.firstIndex(of: "room") ?? 0 >= 2)
        #expect(order.count == 5)
    }

    @Test func `A reader that is told to stop does not wait for room`() async {
        let queue = EventQueue(limit: 1)
        queue.append(.restarted, from: "a")
        await withTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await queue.waitForRoom() }
            tasks.cancelAll()
        }
    }
}
