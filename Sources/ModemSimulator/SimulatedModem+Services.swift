import SMSCodec

/// Service codes and diverts (3GPP TS 27.007 §7.11, §7.15): what the network behind the modem does with them.
extension SimulatedModem {
    mutating func executeServices(_ command: SimulatorCommand, at now: Duration) -> Answer? {
        switch (command.name, command.form) {
        case ("+CUSD", .set): return service(command, at: now)
        case ("+CUSD", .read): return .line("+CUSD: 1")
        case ("+CUSD", .test): return .line("+CUSD: (0-2)")
        case ("+CCFC", .set): return isRegistered ? divert(command) : .equipment(30)
        case ("+CCFC", .test): return .line("+CCFC: (0-5)")
        default: return nil
        }
    }

    // MARK: USSD

    private mutating func service(_ command: SimulatorCommand, at now: Duration) -> Answer {
        guard let mode = command.integer(0), (0...2).contains(mode) else { return .error }
        if mode == 2 {
            network.menu = nil
            agenda.removeAll { if case .serviceAnswer = $0 { true } else { false } }
            return .ok
        }
        guard let string = command.text(1) else { return .ok }
        guard isRegistered else { return .equipment(30) }
        guard let code = code(string) else { return .error }
        tell(.serviceCodeReceived(code))
        agenda.add(.serviceAnswer(code), at: now + settings.serviceDelay)
        return .ok
    }

    /// What the family takes: words, or packed septets in hexadecimal and nothing else.
    private func code(_ string: String) -> String? {
        let keys = Set("0123456789*#+")
        guard profile.has(.packedServices) else { return string.allSatisfy(keys.contains) ? string : nil }
        guard let octets = HexOctets.decode(string), !octets.isEmpty else { return nil }
        let text = GSM7.text(of: GSM7.unpack(octets, septetCount: octets.count * 8 / 7))
        return text.filter { $0 != "\r" && $0 != "@" }
    }

    mutating func answerService(_ code: String, at now: Duration) {
        let menu = network.menu ?? settings.services
        guard let answer = menu[code] else {
            network.menu = nil
            return announce(["+CUSD: 4"], at: now)
        }
        network.menu = answer.menu.isEmpty ? nil : answer.menu
        let (text, scheme) = printed(answer.text)
        announce(["+CUSD: \(network.menu == nil ? 0 : 1),\"\(text)\",\(scheme)"], at: now)
    }

    /// 3GPP TS 27.007 §7.15: words in the alphabet of GSM, hexadecimal in others.
    private func printed(_ text: String) -> (text: String, scheme: Int) {
        guard let septets = try? GSM7.septets(of: text) else {
            return (HexOctets.encode(UCS2.octets(of: text)), 72)
        }
        let isPacked = profile.has(.packedServices)
        return (isPacked ? HexOctets.encode(GSM7.pack(septets)) : text, 15)
    }

    // MARK: Diverts

    /// `<reason>,<mode>[,<number>,<type>[,<class>[,<subaddr>,<satype>,<time>]]]`
    private mutating func divert(_ command: SimulatorCommand) -> Answer {
        guard let reason = command.integer(0), let mode = command.integer(1), (0...5).contains(reason) else {
            return .error
        }
        let reasons = [4: [0, 1, 2, 3], 5: [1, 2, 3]][reason] ?? [reason]
        switch mode {
        case 2 where reason <= 3: return divertState(reason)
        case 3:
            guard let number = command.text(2), let type = command.integer(3) else { return .error }
            let time = command.integer(7) ?? 20
            guard (5...30).contains(time), time % 5 == 0 else { return .equipment(50) }
            for reason in reasons {
                network.diverts[reason] = SimulatedDivert(number: number, type: type, seconds: time)
            }
        case 0, 4: for reason in reasons { network.diverts[reason] = nil }
        default: return .equipment(3)
        }
        tell(.divertsChanged(network.diverts.count))
        return .ok
    }

    private func divertState(_ reason: Int) -> Answer {
        guard let divert = network.diverts[reason] else { return .line("+CCFC: 0,7") }
        let time = reason == 2 ? ",,,\(divert.seconds)" : ""
        return .line("+CCFC: 1,1,\"\(divert.number)\",\(divert.type)\(time)", "+CCFC: 0,2", "+CCFC: 0,4")
    }
}

/// What the network says to a code, and what it takes for an answer then.
package struct SimulatedService: Hashable, Sendable {
    package var text: String
    /// Empty: nothing is asked back.
    package var menu: [String: SimulatedService]

    package init(_ text: String, menu: [String: SimulatedService] = [:]) {
        self.text = text
        self.menu = menu
    }

    /// A balance, a menu, and words in another alphabet.
    package static let samples: [String: SimulatedService] = [
        "*100#": SimulatedService("Your balance is 12.50 GBP."),
        "*111#": SimulatedService(
            "1 Balance\n2 Own number", menu: ["1": .init("12.50 GBP"), "2": .init("07700 900555")]),
        "*123#": SimulatedService("Баланс 150 руб."),
    ]
}

struct SimulatedDivert: Hashable, Sendable {
    var number: String
    var type: Int
    var seconds: Int
}

/// What the network remembers of the SIM.
struct NetworkState: Hashable, Sendable {
    /// By `<reason>` of AT+CCFC.
    var diverts: [Int: SimulatedDivert] = [:]
    /// Which answers are taken while a session is open.
    var menu: [String: SimulatedService]?
}
