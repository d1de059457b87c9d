/// Commands that no standard knows, for the families that know them.
extension SimulatedModem {
    mutating func executeVendor(_ command: SimulatorCommand, at now: Duration) -> Answer? {
        if profile.has(.huaweiCommands), let answer = executeHuawei(command, at: now) { return answer }
        if profile.has(.quectelCommands), let answer = executeQuectel(command) { return answer }
        if profile.has(.simcomCommands), let answer = executeSIMCom(command, at: now) { return answer }
        return nil
    }

    private mutating func executeHuawei(_ command: SimulatorCommand, at now: Duration) -> Answer? {
        switch (command.name, command.form) {
        case ("^ICCID", .read): return .line("^ICCID: \(settings.iccid)")
        case ("^CURC", .set), ("^CVOICE", .set): return .ok
        case ("^CVOICE", .read): return .line("^CVOICE:0,8000,16,20")
        case ("^CVOICE", .test): return .line("^CVOICE:(0)")
        case ("^CPIN", .read):
            return .line("^CPIN: \(sim.question),\(sim.attemptsLeft),10,\(sim.attemptsLeft),10,3")
        case ("^RESET", .execute):
            restartAfterAnswer(at: now)
            return .ok
        default: return nil
        }
    }

    private mutating func executeQuectel(_ command: SimulatorCommand) -> Answer? {
        switch (command.name, command.form) {
        case ("+QCCID", .execute): return .line("+QCCID: \(settings.iccid)")
        case ("+QPINC", .set), ("+QPINC", .execute), ("+QPINC", .read):
            return .line("+QPINC: \"SC\",\(sim.attemptsLeft),10")
        case ("+QINDCFG", .set):
            if command.text(0) == "ccinfo" { session.reportsCallInformation = command.integer(1) == 1 }
            return .ok
        case ("+QINDCFG", .test): return .line(#"+QINDCFG: "ccinfo",(0,1),(0,1)"#)
        case ("^DSCI", .set): return setInteger(command, 0...1) { $0.reportsCallStatus = $1 == 1 }
        case ("^DSCI", .test): return .line("^DSCI: (0,1)")
        case ("+QCFG", .set): return .ok
        case ("+QURCCFG", .set):
            guard let port = command.text(1) else {
                return .line("+QURCCFG: \"urcport\",\"\(session.resultCodePort)\"")
            }
            session.resultCodePort = port
            return .ok
        default: return nil
        }
    }

    private mutating func executeSIMCom(_ command: SimulatorCommand, at now: Duration) -> Answer? {
        switch (command.name, command.form) {
        case ("+CCID", .execute): return .line(settings.iccid)
        case ("+CICCID", .execute): return .line("+ICCID: \(settings.iccid)")
        case ("+SPIC", .execute): return .line("+SPIC: \(sim.attemptsLeft),10,3,10")
        case ("+CLCC", .set): return setInteger(command, 0...1) { $0.reportsCallList = $1 == 1 }
        case ("+CLCC", .test): return .line("+CLCC: (0,1)")
        case ("+CATR", .set): return .ok
        case ("+CATR", .read): return .line("+CATR: 0")
        case ("+CRESET", .execute):
            restartAfterAnswer(at: now)
            return .ok
        default: return nil
        }
    }
}
