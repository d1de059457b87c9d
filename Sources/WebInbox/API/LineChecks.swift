package import Telephony

/// What `doctor` says of the modems, their SIMs, the network and the clock, from their last readings.
///
/// Each says what is the matter and what to do in words, and `fix` what to type.
struct LineChecks {
    let statuses: [LineStatus]
    let clockTrust: ClockTrust

    var all: [DoctorCheck] {
        guard !statuses.isEmpty else {
            return [
                DoctorCheck(
                    "modem", .fail, "no modem was found: plug one in; `lsusb` shows whether the box sees it",
                    fix: "catchline run --modem /dev/ttyUSB2"), clock,
            ]
        }
        return statuses.flatMap(named) + [clock]
    }

    /// What is worst about a line; nil if nothing is.
    static func worst(of status: LineStatus) -> DoctorCheck? {
        let checks = checks(of: status)
        return checks.first { $0.state == .fail } ?? checks.first { $0.state == .warn }
    }

    /// Of several modems each is named.
    private func named(_ status: LineStatus) -> [DoctorCheck] {
        Self.checks(of: status).map { check in
            guard statuses.count > 1, check.check != "modem" else { return check }
            var check = check
            check.text = "\(status.target): \(check.text)"
            return check
        }
    }

    private static func checks(of status: LineStatus) -> [DoctorCheck] {
        switch status.state {
        // Of a modem that is not there, nothing can be said of its SIM.
        case .failed, .gone, .needsYes: [modem(status)]
        case .ready: [modem(status), sim(status), network(status), voice(status)] + serviceCentre(status)
        default: [modem(status), sim(status), network(status)]
        }
    }

    private static func modem(_ status: LineStatus) -> DoctorCheck {
        let name = status.identity.model ?? status.identity.manufacturer ?? "modem"
        let place = "\(name) on \(status.target)"
        let detail = status.detail.map { ": \($0)" } ?? ""
        switch status.state {
        case .ready, .needsPIN, .simBlocked, .noSIM, .registering:
            let firmware = status.identity.firmware.map { ", firmware \($0)" } ?? ""
            guard let doubt = status.detail, status.state == .ready, doubt != status.ability.voice.words
            else {
                return DoctorCheck("modem", .ok, place + firmware)
            }
            return DoctorCheck("modem", .warn, "\(place): \(doubt)", fix: status.fix ?? "catchline doctor")
        case .opening, .identifying:
            return DoctorCheck(
                "modem", .warn, "\(status.target) is being opened\(detail)", fix: "catchline doctor")
        case .needsYes:
            return DoctorCheck(
                "modem", .fail, "\(status.target) is not used before you say yes to it\(detail)",
                fix: status.fix ?? "catchline modem allow")
        case .recovering:
            return DoctorCheck(
                "modem", .warn, "\(place) has stopped answering; it is being restarted\(detail)",
                fix: "catchline doctor")
        case .failed:
            return DoctorCheck(
                "modem", .fail, "\(status.target) does not work\(detail)",
                fix: status.fix ?? "ls -l /dev/serial/by-id")
        case .gone:
            return DoctorCheck(
                "modem", .fail, "there is nothing at \(status.target); it is waited for\(detail)",
                fix: status.fix ?? "ls -l /dev/serial/by-id")
        }
    }

    private static func network(_ status: LineStatus) -> DoctorCheck {
        let name = status.networkOperator ?? "operator not known"
        let signal = status.signal.map { ", \($0) dBm" } ?? ""
        let isWeak = status.signal.map { $0 < -107 } ?? false
        switch status.registration {
        case .home where isWeak:
            return DoctorCheck(
                "network", .warn,
                "\(name)\(signal), very weak: put the modem by a window, on a cable, or use an antenna",
                fix: "catchline doctor")
        case .home: return DoctorCheck("network", .ok, "\(name)\(signal), not roaming")
        case .roaming:
            return DoctorCheck(
                "network", .warn,
                "\(name)\(signal), roaming: calls and texts may cost more; ask the SIM's operator",
                fix: "catchline doctor")
        case .searching:
            return DoctorCheck(
                "network", .fail,
                "no network: searching\(signal); another place or antenna may help", fix: "catchline doctor")
        case .denied:
            return DoctorCheck(
                "network", .fail,
                "the network refuses this SIM: ask its operator whether it is active and paid",
                fix: "catchline doctor")
        case .none:
            return DoctorCheck(
                "network", .fail, "no network\(signal): look to the antenna and to the place",
                fix: "catchline doctor")
        }
    }

    /// RULE 49: a line that cannot be called says so before anybody waits for a call.
    private static func voice(_ status: LineStatus) -> DoctorCheck {
        let voice = status.ability.voice
        guard let words = voice.words else {
            return DoctorCheck("voice", .ok, "nothing speaks against calls")
        }
        switch voice {
        case .expected, .dataOnlyNetwork:
            return DoctorCheck(
                "voice", .warn,
                words + " Use a SIM and a modem with voice over LTE (VoLTE), or a network with 2G or 3G",
                fix: "catchline doctor")
        case .voiceOverLTEOff:
            return DoctorCheck("voice", .fail, words, fix: "catchline modem at AT+CVMOD=3 --yes")
        case .dataOnlyModem:
            return DoctorCheck(
                "voice", .warn, words + " Use one that takes calls, or its maker's firmware with voice",
                fix: "catchline doctor")
        case .textsOnly:
            return DoctorCheck(
                "voice", .fail, words + " Ask its operator for a tariff with calls", fix: "catchline doctor")
        }
    }

    private static func serviceCentre(_ status: LineStatus) -> [DoctorCheck] {
        guard let isThere = status.ability.hasServiceCentre else { return [] }
        guard !isThere else {
            return [DoctorCheck("smsc", .ok, "the SIM knows where texts are sent through")]
        }
        return [
            DoctorCheck(
                "smsc", .fail,
                "the SIM names no service centre, so no text can leave: set its operator's number for texts "
                    + "(SMSC) in a phone",
                fix: "catchline doctor")
        ]
    }

    private var clock: DoctorCheck { DoctorCheck(clockTrust: clockTrust) }
}

// MARK: - The SIM

extension LineChecks {
    private static func sim(_ status: LineStatus) -> DoctorCheck {
        switch status.state {
        case .ready, .registering:
            let number = status.identity.ownNumber.map { ", own number \($0)" } ?? ""
            return storage(status) ?? DoctorCheck("sim", .ok, "ready" + number)
        case .needsPIN:
            // The modem has words where the PIN was wrong or few attempts are left: another is no way out.
            return DoctorCheck(
                "sim", .fail, status.detail ?? "the SIM asks for its PIN",
                fix: status.detail == nil ? "catchline settings set modem.pin" : "catchline doctor")
        case .simBlocked:
            return DoctorCheck("sim", .fail, locked(status.detail), fix: "catchline doctor")
        case .noSIM:
            return DoctorCheck(
                "sim", .fail,
                "there is no SIM in \(status.target): put one in, and plug the stick in again",
                fix: "catchline doctor")
        case .identifying where status.detail != nil:
            return DoctorCheck(
                "sim", .warn, "it is still starting; it is asked again", fix: "catchline doctor")
        case .opening, .identifying, .needsYes, .recovering, .failed, .gone:
            return DoctorCheck(
                "sim", .warn, "not known while the modem does not answer", fix: "catchline doctor")
        }
    }

    /// What only a person can put right, by the words of +CPIN (3GPP TS 27.007 §8.3).
    private static func locked(_ words: String?) -> String {
        guard let words else { return "the SIM is blocked: put it into a phone and unblock it with its PUK" }
        if words.hasPrefix("SIM PUK") {
            return "the SIM wants its PUK: ask its operator for it, and enter it in a phone"
        }
        if words.hasPrefix("PH-SIM") || words.hasPrefix("PH-FSIM") {
            return "the modem is locked to another SIM (\(words)): put that in, or have it unlocked"
        }
        if words.hasPrefix("PH-") {
            return "the modem takes SIMs of one operator (\(words)): use one, or have it unlocked"
        }
        if words == "SIM failure" {
            return "the SIM cannot be read: wipe its contacts and put it back, else try it in a phone"
        }
        return "the SIM is locked (\(words)): try it in a phone"
    }

    /// A SIM that is full takes no text any more: the network keeps them back.
    private static func storage(_ status: LineStatus) -> DoctorCheck? {
        guard let storage = status.storage, storage.total > 0, storage.used >= storage.total else {
            return status.crowdedMemories.first.map { crowded in
                DoctorCheck(
                    "sim", .warn,
                    """
                    \(crowded.used) of \(crowded.total) places of its memory \(crowded.name) are taken by texts that the \
                    modem does not delete: delete them in a phone
                    """, fix: "catchline doctor")
            }
        }
        return DoctorCheck(
            "sim", .warn, "its memory is full, \(storage.used) of \(storage.total): no text can come in",
            fix: "catchline doctor")
    }
}

// MARK: - The box

extension DoctorCheck {
    package init(clockTrust: ClockTrust) {
        switch clockTrust {
        case .ntp: self.init("clock", .ok, "set by a time server")
        case .modem: self.init("clock", .ok, "told by the mobile network")
        case .none:
            self.init(
                "clock", .warn, "the box does not know the time",
                fix: "sudo timedatectl set-ntp true")
        }
    }

    /// Nil where no web server is wanted. That one cannot be had is no failure: calls go on.
    init?(web: WebState) {
        switch web {
        case .off: return nil
        case .listening(let address): self.init("web", .ok, "on http://\(address)")
        case .waiting(let address, let reason):
            let port = address.split(separator: ":").last ?? ""
            self.init(
                "web", .warn, "cannot listen on \(address) (\(reason)): it is tried again, and calls go on",
                fix: "sudo ss -ltnp 'sport = :\(port)'")
        }
    }
}
