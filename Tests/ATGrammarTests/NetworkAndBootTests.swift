import ATGrammar
import Testing

/// Start, SIM and network (RULES 41 to 44).
struct NetworkAndBootTests {
    @Test(
        arguments: [
            // simcom_2g#S3
            ("RDY", .started), ("Call Ready", .stageReached), ("SMS Ready", .stageReached),
            // simcom_3g_4g#S6
            ("*ATREADY: 1", .started), ("SMS DONE", .stageReached), ("PB DONE", .stageReached),
            // quectel_lte#S24
            ("+QIND: SMS DONE", .stageReached), ("+QIND: PB DONE", .stageReached),
            // cinterion_siemens#S1, #S9, #S10
            ("^SYSSTART", .started), ("^SYSSTART AIRPLANE MODE", .started),
            ("... Rebooting ...", .shuttingDown),
            ("^SHUTDOWN", .shuttingDown),
            // sierra#S4
            ("+KSUP: 0", .started),
            ("MODEM:STARTUP", .started), ("+PBREADY", .stageReached),
            // ublox#S1
            ("+AT: READY", .started),
            ("*EMRDY: 1", .started),
            // fibocom#S1
            ("+SIM READY", .stageReached),
            // quectel_lte#S1
            ("POWERED DOWN", .shuttingDown), ("NORMAL POWER DOWN", .shuttingDown),
        ] as [(String, BootLine.Meaning)])
    func `RULE 41: Boot lines are known by name`(line: String, meaning: BootLine.Meaning) {
        guard case .boot(let boot) = UnsolicitedResultCode(line: line) else {
            Issue.record("no boot line: \(line)")
            return
        }
        #expect(boot.meaning == meaning)
        #expect(boot.text == line)
    }

    @Test(arguments: ["READY", "RD", "RDYX", "+KSUP: 1", "Call", "+QIND: FOTA", "SYSSTART", ""])
    func `RULE 41: Other lines are no boot lines`(line: String) {
        #expect(BootLine(line: line) == nil)
    }

    @Test(arguments: [
        // simcom_2g#S3, in this spelling
        "UNDER-VOLTAGE WARNNING", "UNDER-VOLTAGE POWER DOWN", "OVER-VOLTAGE WARNNING",
        "OVER-VOLTAGE POWER DOWN",
        "CHARGE-ONLY MODE",
    ])
    func `RULE 42: Trouble with the supply is told from a start`(line: String) {
        #expect(BootLine(line: line)?.meaning == .powerTrouble)
    }

    @Test(
        arguments: [
            ("+CREG: 1", .circuitSwitched, .home, nil, nil),
            ("+CREG: 5,\"00C3\",\"0123ABCD\",7", .circuitSwitched, .roaming, 0xC3, 0x0123_ABCD),
            ("+CREG: 1,00C3,ABCD", .circuitSwitched, .home, 0xC3, 0xABCD),
            ("+CREG: 1,1234,5678", .circuitSwitched, .home, 0x1234, 0x5678),
            ("+CEREG: 2", .evolvedPacketSystem, .searching, nil, nil),
            ("+CEREG: 1,\"1\",\"2\"", .evolvedPacketSystem, .home, 1, 2),
            ("+CGREG: 3", .packetSwitched, .denied, nil, nil),
            ("+CREG: 6", .circuitSwitched, .home, nil, nil),
            ("+CREG: 8", .circuitSwitched, .emergencyOnly, nil, nil),
        ] as [(String, Registration.Domain, Registration.Status, Int?, Int?)])
    func `RULE 11: A registration told unasked has no mode`(
        line: String, domain: Registration.Domain, status: Registration.Status, area: Int?, cell: Int?
    ) {
        guard case .registration(let registration) = UnsolicitedResultCode(line: line) else {
            Issue.record("no registration: \(line)")
            return
        }
        #expect(registration.domain == domain)
        #expect(registration.status == status)
        #expect(registration.areaCode == area)
        #expect(registration.cell == cell)
        #expect(Registration(answer: line) == nil)
    }

    @Test(
        arguments: [
            ("+CREG: 0,1", .home, nil), ("+CREG: 2,5,\"00C3\",\"ABCD\"", .roaming, 0xC3),
            ("+CREG: 2, 2", .searching, nil),
            ("+CEREG: 2,1,00C3,ABCD,7", .home, 0xC3), ("+CREG: 0,0", .idle, nil),
            ("+CREG: 0,4", .unknown, nil),
            ("+CREG: 1,10", .roaming, nil),
        ] as [(String, Registration.Status, Int?)])
    func `RULE 11: The answer to a query has a mode before the status`(
        line: String, status: Registration.Status, area: Int?
    ) throws {
        let registration = try #require(Registration(answer: line))

        #expect(registration.status == status)
        #expect(registration.areaCode == area)
    }

    @Test(arguments: ["+CREG: 99", "+CREG: ", "+CREG: \"1\"", "+CREG: 1,\"00C3", "+CREG: -1"])
    func `A registration that makes no sense is dropped`(line: String) {
        #expect(UnsolicitedResultCode(line: line) == nil)
    }

    @Test(
        arguments: [
            ("+CPIN: READY", .ready), ("+CPIN: SIM PIN", .needsPIN), ("+CPIN: SIM PUK", .needsPUK),
            ("+CPIN: SIM PIN2", .needsSecondPIN), ("+CPIN: PH-NET PIN", .locked("PH-NET PIN")),
            // simcom_2g#S3, simcom_3g_4g#S15
            ("+CPIN: NOT READY", .notReady), ("+CPIN: NOT INSERTED", .absent),
            ("+CPIN: SIM REMOVED", .absent),
            ("+CPIN:READY", .ready), ("+CPIN: \"READY\"", .ready),
        ] as [(String, SIMState)])
    func `What the SIM asks for, as an answer and unasked`(line: String, state: SIMState) {
        #expect(SIMState(line: line) == state)
        #expect(UnsolicitedResultCode(line: line) == .simState(state))
    }

    @Test(
        arguments: [
            // quectel_lte#S25, fibocom#S1, telit#S4, simcom_2g#S3
            ("+QSIMSTAT: 1,0", .absent), ("+SIM: Inserted", .inserted), ("+SIM: Removed", .absent),
            ("#QSS: 0", .absent),
            ("#QSS: 3", .inserted), ("+CSMINS: 0,1", .inserted), ("+CSMINS: 0,0", .absent),
        ] as [(String, SIMState)])
    func `RULE 45: Vendors tell of a SIM that comes or goes`(line: String, state: SIMState) {
        #expect(UnsolicitedResultCode(line: line) == .simState(state))
    }
}
