/// Command lines, and the commands that concern the modem itself.
extension SimulatedModem {
    mutating func answer(_ line: String, at now: Duration) {
        guard let commands = CommandLineReader.commands(of: line) else { return respond(.error, at: now) }
        var lines: [String] = []
        for command in commands {
            let answer = execute(command, at: now)
            lines += answer.lines
            // The first command that does not succeed ends the line (V.250 §5.4.2).
            guard answer.result == .ok else {
                return conclude(Answer(lines: lines, result: answer.result), at: now)
            }
        }
        conclude(Answer(lines: lines, result: .ok), at: now)
    }

    private mutating func conclude(_ answer: Answer, at now: Duration) {
        if input.mode == .beforePrompt, answer.result != .prompt { input.mode = .commands }
        if answer.result == .prompt {
            agenda.add(.prompt, at: now + (faults.promptDelay ?? .zero))
            faults.promptDelay = nil
        } else {
            respond(answer, at: now)
        }
        finishHangUps(at: now)
    }

    mutating func prompt(at now: Duration) {
        input.mode = .prompt
        respond(Answer(result: .prompt), at: now)
    }

    private mutating func execute(_ command: SimulatorCommand, at now: Duration) -> Answer {
        if let answer = executeGeneral(command, at: now) { return answer }
        if let answer = executeIdentity(command) { return answer }
        if let answer = executeSIM(command, at: now) { return answer }
        if let answer = executeNetwork(command, at: now) { return answer }
        if let answer = executeCalls(command, at: now) { return answer }
        if let answer = executeServices(command, at: now) { return answer }
        if let answer = executeTexts(command, at: now) { return answer }
        if let answer = executeVendor(command, at: now) { return answer }
        return Answer(result: .unknownCommand)
    }

    private mutating func executeGeneral(_ command: SimulatorCommand, at now: Duration) -> Answer? {
        switch (command.name, command.form) {
        case ("", _), ("&C", _), ("&D", _), ("&W", _), ("L", _), ("M", _), ("Q", _), ("S", _), ("X", _):
            return .ok
        case ("E", _):
            session.isEchoing = command.text(0) == "1"
            return .ok
        case ("V", _):
            session.isVerbose = command.text(0) != "0"
            return .ok
        case ("Z", _), ("&F", _):
            session = SessionSettings()
            return .ok
        case ("+CMEE", .set): return setInteger(command, 0...2) { $0.errorReporting = $1 }
        case ("+CMEE", .read): return .line("+CMEE: \(session.errorReporting)")
        case ("+CMEE", .test): return .line("+CMEE: (0-2)")
        case ("+CSCS", .set):
            session.characterSet = command.text(0) ?? "GSM"
            return .ok
        case ("+CSCS", .read): return .line("+CSCS: \"\(session.characterSet)\"")
        case ("+CSCS", .test): return .line(#"+CSCS: ("GSM","IRA","UCS2")"#)
        case ("+CFUN", .read): return .line("+CFUN: 1")
        case ("+CFUN", .set):
            if command.integer(1) == 1 { restartAfterAnswer(at: now) }
            return .ok
        case ("+CPAS", .execute): return .line("+CPAS: \(calls.isEmpty ? 0 : 3)")
        default: return nil
        }
    }

    private func executeIdentity(_ command: SimulatorCommand) -> Answer? {
        switch (command.name, command.form) {
        case ("I", _): .line(profile.manufacturer, profile.model, profile.firmware)
        case ("+CGMI", .execute), ("+GMI", .execute): .line(profile.manufacturer)
        case ("+CGMM", .execute), ("+GMM", .execute): .line(profile.model)
        case ("+CGMR", .execute), ("+GMR", .execute): .line(profile.firmware)
        case ("+CGSN", .execute), ("+GSN", .execute): .line(settings.imei)
        case ("+GCAP", .execute): .line("+GCAP: +CGSM")
        case ("+CGMI", .test), ("+CGMM", .test), ("+CGMR", .test), ("+CGSN", .test): .ok
        default: nil
        }
    }

    /// Sets a whole number within its range; ERROR otherwise.
    mutating func setInteger(
        _ command: SimulatorCommand, _ range: ClosedRange<Int>, _ change: (inout SessionSettings, Int) -> Void
    ) -> Answer {
        guard let value = command.integer(0), range.contains(value) else { return .error }
        change(&session, value)
        return .ok
    }

    // MARK: Faults and restarts

    mutating func strike(_ fault: SimulatorFault, at now: Duration) {
        switch fault {
        case .hang(let duration): hungUntil = now + duration
        case .reboot: restart(at: now)
        case .dropOctets(let count): faults.octetsToDrop = max(0, count)
        case .splitOctets(let size): faults.pieceSize = size > 0 ? size : nil
        case .lineInsideAnswer(let line): faults.lineInsideAnswer = line
        case .latePrompt(let delay): faults.promptDelay = delay
        case .refuseText(let code): faults.refusal = code
        case .refusePrompt(let code): faults.promptRefusal = code
        case .swallowAnswer: faults.swallowsAnswer = true
        case .swallowText: faults.swallowsText = true
        case .loseAcknowledgement(let octets, let isUnplugged):
            faults.lostAcknowledgement = (max(0, octets), isUnplugged)
        }
    }

    mutating func restart(at now: Duration) {
        guard power == .on else { return }
        loseCalls()
        forgetSession()
        power = .booting
        agenda.add(.bootFinished, at: now + settings.bootTime)
        tell(.restarted)
    }

    mutating func restartAfterAnswer(at now: Duration) {
        agenda.add(.action(.fault(.reboot)), at: now + .milliseconds(100))
    }

    mutating func unplug() {
        guard power != .unplugged else { return }
        loseCalls()
        forgetSession()
        power = .unplugged
        tell(.unplugged)
        effects.append(.unplug)
    }

    mutating func replug(at now: Duration) {
        guard power == .unplugged else { return }
        power = .booting
        agenda.add(.bootFinished, at: now + settings.bootTime)
        tell(.replugged)
        effects.append(.replug)
    }

    mutating func finishBoot(at now: Duration) {
        power = .on
        let lines = profile.bootLines.filter { $0 != "+CPIN: READY" || sim.isReady }
        announce(lines, at: now)
        if let interval = settings.noiseInterval { agenda.add(.noise(0), at: now + interval) }
        deliverWaiting(at: now)
    }

    mutating func makeNoise(_ index: Int, at now: Duration) {
        guard let interval = settings.noiseInterval, !profile.noiseLines.isEmpty else { return }
        announce([profile.noiseLines[index % profile.noiseLines.count]], at: now)
        agenda.add(.noise(index + 1), at: now + interval)
    }
}
