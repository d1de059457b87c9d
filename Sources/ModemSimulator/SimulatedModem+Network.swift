import SMSCodec

/// The SIM, the network, the clock (3GPP TS 27.007 §7, §8).
extension SimulatedModem {
    mutating func executeSIM(_ command: SimulatorCommand, at now: Duration) -> Answer? {
        switch (command.name, command.form) {
        case ("+CPIN", .read): return sim.isPresent ? .line("+CPIN: \(sim.question)") : .equipment(10)
        case ("+CPIN", .set): return enterPIN(command, at: now)
        case ("+CPINR", .execute): return .line("+CPINR: SIM PIN,\(sim.attemptsLeft),3")
        case ("+CIMI", .execute): return sim.obstacle.map { .equipment($0) } ?? .line(settings.imsi)
        case ("+CNUM", .execute):
            if let obstacle = sim.obstacle { return .equipment(obstacle) }
            guard let number = settings.ownNumber else { return .ok }
            return .line("+CNUM: \"\",\(quoted(number))")
        default: return nil
        }
    }

    private mutating func enterPIN(_ command: SimulatorCommand, at now: Duration) -> Answer {
        guard let pin = command.text(0) else { return .error }
        guard !sim.isReady else { return .equipment(3) }
        guard sim.isPresent else { return .equipment(10) }
        let isRight = sim.enter(pin)
        tell(.pinEntered(isRight: isRight))
        guard isRight else { return .equipment(sim.attemptsLeft == 0 ? 12 : 16) }
        deliverWaiting(at: now)
        return .ok
    }

    mutating func executeNetwork(_ command: SimulatorCommand, at now: Duration) -> Answer? {
        switch (command.name, command.form) {
        case ("+CREG", .set), ("+CGREG", .set):
            return setInteger(command, 0...2) { $0.registrationReports[command.name] = $1 }
        case ("+CREG", .read), ("+CGREG", .read): return registration(command.name)
        case ("+CREG", .test), ("+CGREG", .test): return .line("\(command.name): (0-2)")
        case ("+CEREG", _) where !profile.has(.packetRegistration): return nil
        case ("+CEREG", .set): return setInteger(command, 0...2) { $0.registrationReports["+CEREG"] = $1 }
        case ("+CEREG", .read): return registration(command.name)
        case ("+CEREG", .test): return .line("+CEREG: (0-2)")
        case ("+COPS", .read):
            return .line(isRegistered ? "+COPS: 0,0,\"\(settings.networkOperator)\"" : "+COPS: 0")
        case ("+COPS", .set): return .ok
        case ("+CSQ", .execute): return .line("+CSQ: \(settings.signal),99")
        case ("+CCLK", .read): return .line("+CCLK: \"\(clockText(at: now))\"")
        case ("+CCLK", .set): return .ok
        case ("+CTZU", .set), ("+CTZR", .set): return .ok
        default: return nil
        }
    }

    var isRegistered: Bool { sim.isReady && (settings.registration == 1 || settings.registration == 5) }

    private func registration(_ name: String) -> Answer {
        .line("\(name): \(session.registrationReports[name] ?? 0),\(registrationState)")
    }

    private var registrationState: Int { sim.isReady ? settings.registration : 0 }

    mutating func reportRegistration(at now: Duration) {
        let names = session.registrationReports.filter { $0.value > 0 }.keys.sorted()
        announce(names.map { "\($0): \(registrationState)" }, at: now)
        if isRegistered { deliverWaiting(at: now) }
    }

    /// Local time as AT+CCLK? has it: `yy/MM/dd,hh:mm:ss±zz`.
    private func clockText(at now: Duration) -> String {
        guard let stamp = timeStamp(at: now) else { return "80/01/06,00:00:00+00" }
        let date = [stamp.year % 100, stamp.month, stamp.day].map(twoDigits).joined(separator: "/")
        let time = [stamp.hour, stamp.minute, stamp.second].map(twoDigits).joined(separator: ":")
        let sign = stamp.zoneQuarters < 0 ? "-" : "+"
        return "\(date),\(time)\(sign)\(twoDigits(abs(stamp.zoneQuarters)))"
    }

    func timeStamp(at now: Duration) -> ServiceCentreTimeStamp? {
        ServiceCentreTimeStamp(
            unixTime: settings.unixTime + Int(now.components.seconds), zoneQuarters: settings.zoneQuarters)
    }

    func twoDigits(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }

    /// A number in quotes, and its type of address.
    func quoted(_ number: String?) -> String {
        guard let number else { return "\"\",128" }
        return "\"\(number)\",\(number.hasPrefix("+") ? 145 : 129)"
    }
}
