import Foundation
import Logging
import ModemDialogue
import ModemDriver
import ModemSimulator
import Telephony
import Testing

@Suite(.timeLimit(.minutes(3)))
struct StaleSubmissionTests {
    private let link = FileManager.default.temporaryDirectory
        .appendingPathComponent("catchline-\(UUID().uuidString)").path

    /// The house is slow to hear that the stick at a path has changed, and gives it a text of the one before.
    @Test func `A text for the stick that was here before does not leave from the next`() async throws {
        let first = try RunningSimulator(.quick(), at: .pseudoTerminal(link: link))
        let (events, told) = AsyncStream<LineEvent>.makeStream()
        let (holdUp, release) = AsyncStream<Never>.makeStream()
        let (absence, gone) = AsyncStream<Never>.makeStream()
        let fleet = ModemFleet(
            targets: [.path(link)], configuration: DialogueConfiguration(), hotplug: nil,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        ) { _, event in
            if case .stateChanged(.gone, _) = event {
                gone.finish()
                for await _ in holdUp {}
            }
            told.yield(event)
        }
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await fleet.run() }
            var iterator = events.makeAsyncIterator()
            while let event = await iterator.next(isolation: #isolation), !event.isReady {}
            first.stop()
            for await _ in absence {}
            let (questions, asked) = AsyncStream<Void>.makeStream()
            let second = try RunningSimulator(
                .quick { $0.imei = "356938035643809" }, at: .pseudoTerminal(link: link)
            ) { event in
                // The last question of a start: the modem is ready, though the house has not heard of it.
                if case .commandReceived(let line) = event, line.hasPrefix("AT+CSQ") { asked.finish() }
            }
            defer { second.stop() }
            for await _ in questions {}

            let id = Submission.ID(message: MessageID(rawValue: 7), part: 1)
            let part = Submission(
                id: id, pdu: "0001000C9144770009301100" + "0002C834", tpduLength: 15, moreFollow: false)
            await fleet.send(.submit(part), to: link)
            release.finish()
            let failure = SubmissionFailure(phase: .beforePrompt, answer: .none)
            while let event = await iterator.next(isolation: #isolation) {
                #expect(event != .promptSeen(id))
                if event == .submissionFailed(id, failure) || event == .promptSeen(id) { break }
            }
            #expect(second.sentTexts.isEmpty)
            tasks.cancelAll()
        }
    }
}

extension LineEvent {
    fileprivate var isReady: Bool {
        if case .stateChanged(.ready, _) = self { true } else { false }
    }
}
