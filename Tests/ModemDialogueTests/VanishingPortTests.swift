import Telephony
import Testing

@testable import ModemDialogue

/// Ports that vanish and come back, and those that only seem to be there.
@Suite struct VanishingPortTests {
    @Test(arguments: [0, 1, 5])
    func `RULE 73: a modem that drops off the bus at a call tells of the call, and hears the next`(
        _ absence: Double
    ) throws {
        var session = Session.ready()
        session.hasShell = true
        session.line("RING")
        session.line("+CLIP: \"+447700900311\",145")
        session.disconnect()
        if absence > 0 { session.expect(.isAbsent, after: .milliseconds(500)) }
        session.expect(.opens, after: .seconds(absence))
        session.run(for: .seconds(absence + 10))

        #expect(session.endedCalls.map(\.outcome) == [.unknown])
        #expect(session.endedCalls.first?.caller == .number("+447700900311", 145))
        #expect(session.state == .ready)
        #expect(session.steps.isEmpty, "it had gone by itself: nothing of the ladder was needed")

        session.forget()
        session.line("RING")
        session.line("+CLIP: \"+447700900312\",145")
        session.run(for: .seconds(60))
        #expect(session.missedCalls.map(\.caller) == [.number("+447700900312", 145)])
    }

    @Test
    func
        `RULE 73: a port that is dead is opened again, then the modem is reset, then its device, then it is told`()
        throws
    {
        var session = LadderTests.hung(.silent, curedBy: .nothing)
        session.run(for: .seconds(300))

        let rungs: [RecoveryStep] = [.reopen, .softReset, .usbReset, .failed]
        #expect(session.steps.filter(rungs.contains) == rungs)
        #expect(session.reopenings >= 1)
        #expect(session.usbResets == 1)
        #expect(session.state == .failed)
        #expect(session.machine.currentState.1?.contains("plug it in again") == true)
    }

    @Test func `RULE 73: a port that closes each time it is opened takes its device to be reset`() {
        let session = {
            var session = LadderTests.hung(.closed, curedBy: .usbReset)
            session.run(for: .seconds(240))
            return session
        }()

        #expect(session.steps.contains(.reopen))
        #expect(session.usbResets == 1)
        #expect(session.state == .ready)
    }
}
