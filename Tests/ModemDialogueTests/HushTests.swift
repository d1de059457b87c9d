import Telephony
import Testing

@testable import ModemDialogue

/// What can be under way when a call ends, and its answer wants to go out at once.
@Suite struct HushTests {
    private static let clip = "+CLIP: \"+447700900123\",145"

    private static func submitting() -> Session {
        var session = Session.ready()
        session.house = {
            switch $0 {
            case .callEnded: [.submit(.sample())]
            case .promptSeen(let id): [.proceed(id)]
            default: []
            }
        }
        return session
    }

    @Test func `No moment of a call's end finds the questions of the idle minute under way`() {
        var session = Self.submitting()
        session.run(until: .zero + .seconds(59))
        session.line("RING")
        session.line(Self.clip)
        session.run(until: .zero + .milliseconds(59_900))
        for _ in 0..<1000 {
            session.run(for: .milliseconds(2))
            var ended = session
            ended.forget()
            ended.line("NO CARRIER")
            let isListed = session.machine.queue.isPending(.callListing)
            #expect(isListed || ended.commands == ["AT+CMGS=19"])
        }
    }

    @Test func `What waited for the end of a call is asked a second later`() {
        var session = Self.submitting()
        session.run(until: .zero + .seconds(59))
        session.line("RING")
        session.line(Self.clip)
        session.run(for: .seconds(9))
        session.line("NO CARRIER")
        session.run(for: .milliseconds(500))
        #expect(!session.commands.contains("AT+CPMS?"))

        session.run(for: .seconds(2))
        #expect(session.commands.count { $0 == "AT+CPMS?" } == 1)
        #expect(session.commands.count { $0 == "AT+CSQ" } == 1)
    }

    @Test(arguments: [1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20])
    func `A call that is given up on a full second finds no listing under way`(_ seconds: Int) {
        var session = Self.submitting()
        let start = session.now
        for second in 0..<seconds {
            session.run(until: start + .seconds(second))
            if second.isMultiple(of: 3) {
                session.line("RING")
                session.line(Self.clip)
            }
        }
        session.run(until: start + .seconds(seconds))
        session.forget()
        session.line("NO CARRIER")

        #expect(session.commands == ["AT+CMGS=19"])
    }

    @Test func `A ringing that never ends keeps no queue that grows`() {
        var session = Session.ready()
        for _ in 0..<100 {
            session.line("RING")
            session.line(Self.clip)
            session.run(for: .seconds(5))
        }
        session.line("NO CARRIER")
        session.forget()
        session.run(for: .seconds(3))

        #expect(session.commands.count <= 2)
    }
}
