import ATGrammar
import Telephony
import Testing

@testable import ModemDialogue

/// A modem that has fallen over, brought back rung by rung.
@Suite struct LadderTests {
    /// A modem on USB that is found hung by the next question.
    static func hung(_ kind: Hang.Kind, curedBy cure: Hang.Cure, usbObstacle: String? = nil) -> Session {
        var session = Session.ready()
        session.hasShell = true
        session.usbObstacle = usbObstacle
        session.hang = Hang(kind, curedBy: cure)
        if kind == .noPrompt { session.house = { event in sendsAgain(after: event) } }
        if kind == .noPrompt { session.request(.submit(.sample())) }
        if kind == .closed { session.expect(.closes, after: .zero) }
        if kind == .closed { session.expect(.opens, after: .seconds(1)) }
        return session
    }

    /// A house that has one text to send.
    @Sendable private static func sendsAgain(after event: LineEvent) -> [ModemRequest] {
        switch event {
        case .stateChanged(.ready, _): [.submit(.sample())]
        case .promptSeen(let part): [.proceed(part)]
        default: []
        }
    }

    private static func rung(of cure: Hang.Cure) -> RecoveryLadder.Rung {
        switch cure {
        case .escape: .escape
        case .reopen: .reopen
        case .softReset: .softReset
        case .usbReset, .nothing: .usbReset
        }
    }

    static let hangs = Hang.Kind.allCases.filter { $0 != .noPrompt }
    /// What no command reaches no command cures.
    static let combinations = hangs.flatMap { kind in
        Hang.Cure.allCases.filter { $0 != .nothing && (kind != .closed || $0 == .usbReset) }.map {
            (kind, $0)
        }
    }

    @Test(arguments: combinations)
    func `A modem that has fallen over is in service again within the limits of the ladder`(
        _ kind: Hang.Kind, _ cure: Hang.Cure
    ) throws {
        var session = Self.hung(kind, curedBy: cure)
        session.run(for: .seconds(240))

        let noticed = try #require(
            session.moment { $0 == .recoveryStepTaken(.attention) || $0 == .recoveryStepTaken(.reopen) })
        let ready = try #require(session.moment { $0 == .stateChanged(.ready, detail: nil) })
        let bound = RecoveryLadder.bound(through: Self.rung(of: cure))
        #expect(noticed.duration(to: ready) <= bound, "\(kind) \(cure): \(noticed.duration(to: ready))")
        #expect(session.steps.last == .recovered)
        #expect(session.state == .ready)
        #expect(session.machine.bringUp.facts.identity.imei == "490154203237518")
    }

    @Test(arguments: hangs)
    func `What nothing helps against is told within two minutes`(_ kind: Hang.Kind) throws {
        var session = Self.hung(kind, curedBy: .nothing)
        session.run(for: .seconds(300))

        let noticed = try #require(
            session.moment { $0 == .recoveryStepTaken(.attention) || $0 == .recoveryStepTaken(.reopen) })
        let failed = try #require(session.moment { $0 == .recoveryStepTaken(.failed) })
        #expect(noticed.duration(to: failed) <= .seconds(120))
        #expect(noticed.duration(to: failed) >= RecoveryLadder.bound(through: .reopen))
        #expect(session.state == .failed)
        #expect(session.steps.filter { $0 == .failed }.count == 1)
    }

    // MARK: Texts without a prompt

    @Test(arguments: Hang.Cure.allCases.filter { $0 != .nothing })
    func
        `A modem that gives no prompt climbs a rung with each text, and the text goes out within two minutes`(
            _ cure: Hang.Cure
        ) throws
    {
        var session = Self.hung(.noPrompt, curedBy: cure)
        let began = session.now
        session.run(for: .seconds(150))

        let sent = try #require(session.moment { if case .submitted = $0 { true } else { false } })
        #expect(began.duration(to: sent) <= .seconds(120), "\(began.duration(to: sent))")
        #expect(session.modem.taken.count == 1)
        #expect(session.state == .ready)
    }

    @Test func `A modem that never gives a prompt is told of, begins no text, and goes on hearing calls`() {
        var session = Self.hung(.noPrompt, curedBy: .nothing)
        session.run(for: .seconds(200))

        #expect(session.steps.filter { $0 == .failed }.count == 1)
        #expect(session.state == .failed)
        session.forget()
        session.line("RING")
        session.run(for: .seconds(120))
        #expect(session.missedCalls.count == 1)
        #expect(!session.commands.contains { $0.hasPrefix("AT+CMGS") })
    }

    @Test func `A modem without a prompt is tried again after five minutes`() throws {
        var session = Self.hung(.noPrompt, curedBy: .nothing)
        session.run(for: .seconds(200))
        session.hang = nil
        session.run(for: .seconds(300))

        #expect(session.state == .ready)
        #expect(session.modem.taken.count == 1)
    }

    // MARK: Resets

    @Test func `What has never answered as a modem does is never reset`() {
        var session = Session(ScriptedModem())
        session.hasShell = true
        session.usbObstacle = nil
        session.hang = Hang(.silent, curedBy: .nothing)
        session.connect()
        session.run(for: .seconds(4_000))

        #expect(!session.commands.contains { $0.hasPrefix("AT+CFUN") })
        #expect(session.usbResets == 0)
        #expect(session.steps.isEmpty)
        #expect(session.state == .failed)
    }

    @Test func `What says OK to AT and nothing else is not known to be a modem, and never reset`() {
        var modem = ScriptedModem()
        modem.prefixReplies = [("AT+", .silence), ("ATE", .silence)]
        var session = Session(modem)
        session.hasShell = true
        session.usbObstacle = nil
        session.connect()
        session.run(for: .seconds(4_000))

        #expect(session.reopenings > 0)
        #expect(!session.commands.contains { $0.hasPrefix("AT+CFUN") })
        #expect(session.usbResets == 0)
    }

    @Test func `RULE 75: a command that switches the modem off is never sent`() {
        var session = Self.hung(.echoOnly, curedBy: .nothing)
        session.run(for: .seconds(4_000))

        #expect(session.commands.contains("AT+CFUN=1,1"))
        for word in ["POWD", "CPOF", "PWROFF", "CFUN=0", "CFUN=4"] {
            #expect(!session.commands.contains { $0.contains(word) }, "\(word)")
        }
    }

    @Test func `A text whose outcome is open is settled as unknown before the modem is reset`() throws {
        var session = Session.ready()
        session.hasShell = true
        session.house = { event in
            if case .promptSeen(let part) = event { [.proceed(part)] } else { [] }
        }
        session.modem.submissionReplies = [.silence]
        session.request(.submit(.sample()))
        session.run(for: .seconds(1))
        session.hang = Hang(.silent, curedBy: .nothing)
        session.run(for: .seconds(300))

        let failure = SubmissionFailure(phase: .afterPDU, answer: .none)
        let settled = try #require(
            session.events.firstIndex(of: .submissionFailed(Submission.sample().id, failure)))
        let reset = try #require(session.events.firstIndex(of: .recoveryStepTaken(.softReset)))
        #expect(settled < reset)
        #expect(!failure.isDefinite)
        #expect(session.modem.taken.count == 1)
    }

    @Test func `RULE 76: the modem's own restart is no fault of its power supply`() {
        var session = Self.hung(.echoOnly, curedBy: .softReset)
        session.run(for: .seconds(240))

        #expect(session.state == .ready)
        #expect(!session.events.contains(.restarted))
        #expect(session.usbResets == 0)
        #expect(session.commands.last { $0.hasPrefix("AT+C") } != nil)
    }

    @Test func `Where the device cannot be reset over USB the reason is told, and it is tried on slowly`() {
        var session = Self.hung(.silent, curedBy: .nothing, usbObstacle: "it is not connected over USB.")
        session.run(for: .seconds(240))

        #expect(session.steps.suffix(3) == [.usbReset, .usbResetImpossible, .failed])
        let (state, detail) = session.machine.currentState
        #expect(state == .failed)
        #expect(detail?.hasSuffix("It was not reset over USB: it is not connected over USB.") == true)

        session.forget()
        session.run(for: .seconds(1_200))
        #expect(session.commands.count < 400)
        #expect(session.steps.isEmpty)
        session.hang = nil
        session.run(for: .seconds(70))
        #expect(session.state == .ready)
        #expect(session.steps == [.recovered])
    }

    @Test func `What nothing has helped against is reset again, less and less often`() {
        var session = Self.hung(.silent, curedBy: .nothing)
        session.run(for: .seconds(30_000))

        #expect((4...6).contains(session.steps.filter { $0 == .failed }.count))
        #expect(session.usbResets == session.steps.filter { $0 == .usbReset }.count)
    }

    // MARK: Sessions

    @Test func `A modem that was pulled out in the middle of the ladder comes back to its foot`() {
        var session = Self.hung(.silent, curedBy: .nothing)
        session.run(for: .seconds(76))
        #expect(session.steps.contains(.reopen))
        session.expect(.closes, after: .zero)
        session.expect(.isAbsent, after: .seconds(1))
        session.run(for: .seconds(2))
        #expect(session.state == .gone)
        session.forget()
        session.connect()
        session.run(for: .seconds(10))

        #expect(session.steps.prefix(2) == [.attention, .escape])
    }

    @Test func `A modem that does not come back from a reset is told of`() {
        var session = Self.hung(.silent, curedBy: .nothing)
        session.run(for: .seconds(100))
        #expect(session.steps.last == .softReset)
        session.usbObstacle = "it is not on the bus any more."
        session.expect(.closes, after: .zero)
        session.expect(.isAbsent, after: .seconds(1))
        session.run(for: .seconds(100))

        #expect(session.steps.last == .failed)
        #expect(session.state == .failed)
        session.expect(.isAbsent, after: .seconds(1))
        session.run(for: .seconds(2))
        #expect(session.state == .failed)
        session.hang = nil
        session.connect()
        session.run(for: .seconds(3))
        #expect(session.state == .ready)
    }

    @Test func `A modem that came back from a reset as a new device, and dumb, goes on from that rung`() {
        var session = Self.hung(.silent, curedBy: .nothing)
        session.run(for: .seconds(100))
        #expect(session.steps.last == .softReset)
        session.disconnect()
        session.machine = ModemStateMachine(history: session.machine.history)
        session.forget()
        session.connect()
        session.run(for: .seconds(60))

        #expect(session.steps.first == .usbReset)
    }

    @Test func `A modem that is plugged in anew begins at the foot, and is still known to be a modem`() {
        var session = Self.hung(.silent, curedBy: .nothing)
        session.run(for: .seconds(76))
        session.disconnect()
        session.machine = ModemStateMachine(history: session.machine.history)
        session.forget()
        session.connect()
        session.run(for: .seconds(60))

        #expect(session.steps.prefix(4) == [.attention, .escape, .reopen, .softReset])
    }
}

extension Session {
    var steps: [RecoveryStep] {
        events.compactMap { if case .recoveryStepTaken(let step) = $0 { step } else { nil } }
    }

    /// When something was told for the first time.
    func moment(_ fits: (LineEvent) -> Bool) -> MonotonicInstant? {
        events.firstIndex(where: fits).map { eventTimes[$0] }
    }
}
