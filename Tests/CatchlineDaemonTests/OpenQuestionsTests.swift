import ModemDriver
import Telephony
import Testing

@testable import CatchlineDaemon

@Suite(.timeLimit(.minutes(1))) struct OpenQuestionsTests {
    /// One on which no time passes.
    private static let still = MonotonicClock(
        now: { .zero },
        sleep: { _ in
            let (never, continuation) = AsyncStream<Void>.makeStream()
            for await _ in never {}
            withExtendedLifetime(continuation) {}
            try Task.checkCancellation()
        })

    /// One on which every deadline has passed.
    private static let hasty = MonotonicClock(now: { .zero }, sleep: { _ in })

    @Test func `Each answer goes to the one who asked`() async {
        let questions = OpenQuestions(clock: Self.still)
        let answers = await withTaskGroup(of: (Int, LineAnswer).self) { tasks in
            for number in 0..<20 {
                tasks.addTask {
                    let answer = await questions.ask(.details) { id in
                        questions.answered(id, .lines([], result: "\(number)"))
                    }
                    return (number, answer)
                }
            }
            return await tasks.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        #expect(
            answers == Dictionary(uniqueKeysWithValues: (0..<20).map { ($0, .lines([], result: "\($0)")) }))
    }

    @Test func `The first answer counts, and one that nobody waits for is dropped`() async {
        let questions = OpenQuestions(clock: Self.still)
        questions.answered(LineQuestion.ID(99), .done)
        let answer = await questions.ask(.details) { id in
            questions.answered(id, .done)
            questions.answered(id, .trouble(.noAnswer))
        }
        #expect(answer == .done)
    }

    @Test func `A modem that never answers is given up`() async {
        let questions = OpenQuestions(clock: Self.hasty)
        #expect(await questions.ask(.details) { _ in } == .trouble(.noAnswer))
    }

    @Test func `Whoever asks while the box is stopped is told so`() async {
        let questions = OpenQuestions(clock: Self.still)
        let (asked, continuation) = AsyncStream<Void>.makeStream()
        await withTaskGroup(of: LineAnswer.self) { tasks in
            tasks.addTask { await questions.ask(.details) { _ in continuation.yield() } }
            for await _ in asked { break }
            tasks.cancelAll()
            #expect(await tasks.next() == .trouble(.stopping))
        }
    }
}
