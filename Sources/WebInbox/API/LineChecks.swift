package import Telephony

/// What `doctor` says of the modems, their SIMs, the network and the clock, from their last readings.
struct LineChecks {
    let statuses: [LineStatus]
    let clockTrust: ClockTrust

    var all: [DoctorCheck] {
        guard !statuses.isEmpty else {
            return [
                DoctorCheck(
                    "modem", .fail, "no modem was found", fix: "catchline run --modem /dev/ttyUSB2"), clock,
            ]
        }
        return statuses.flatMap { [modem($0), sim($0), network($0)] } + [clock]
    }

    private func modem(_ status: LineStatus) -> DoctorCheck {
        let name = status.identity.model ?? status.identity.manufacturer ?? "modem"
        let place = "\(name) on \(status.target)"
        let detail = status.detail.map { ": \($0)" } ?? ""
        switch status.state {
        case .ready, .needsPIN, .simBlocked, .noSIM, .registering:
            let firmware = status.identity.firmware.map { ", firmware \($0)" } ?? ""
            return DoctorCheck("modem", .ok, place + firmware)
        case .opening, .identifying:
            return DoctorCheck(
                "modem", .warn, "\(status.target) is being opened\(detail)", fix: "catchline doctor")
        case .recovering:
            return DoctorCheck(
                "modem", .warn, "\(place) has stopped answering; it is being restarted\(detail)",
                fix: "catchline doctor")
        case .failed:
            let isTaken = status.detail?.contains("ModemManager") == true
            return DoctorCheck(
                "modem", .fail, "\(status.target) does not work\(detail)",
                fix: isTaken ? "sudo systemctl disable --now ModemManager" : "ls -l /dev/serial/by-id")
        case .gone:
            return DoctorCheck(
                "modem", .fail, "there is nothing at \(status.target); it is waited for\(detail)",
                fix: "ls -l /dev/serial/by-id")
        }
    }

    private func sim(_ status: LineStatus) -> DoctorCheck {
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
        case .opening, .identifying, .recovering, .failed, .gone:
            return DoctorCheck(
                "sim", .warn, "not known while the modem does not answer", fix: "catchline doctor")
        }
    }

    /// What only a person can put right, by the words of +CPIN (3GPP TS 27.007 §8.3).
    private func locked(_ words: String?) -> String {
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
    private func storage(_ status: LineStatus) -> DoctorCheck? {
        guard let storage = status.storage, storage.total > 0, storage.used >= storage.total else {
            return nil
        }
        return DoctorCheck(
            "sim", .warn, "its memory is full, \(storage.used) of \(storage.total): no text can come in",
            fix: "catchline doctor")
    }

    private func network(_ status: LineStatus) -> DoctorCheck {
        let name = status.networkOperator ?? "operator not known"
        let signal = status.signal.map { ", \($0) dBm" } ?? ""
        // A modem that is ready has words where calls may not come in.
        if status.state == .ready, let doubt = status.detail {
            return DoctorCheck(
                "network", .warn, "\(name)\(signal): \(doubt)", fix: "catchline status")
        }
        switch status.registration {
        case .home: return DoctorCheck("network", .ok, "\(name)\(signal), not roaming")
        case .roaming:
            return DoctorCheck("network", .warn, "\(name)\(signal), roaming", fix: "catchline status")
        case .searching:
            return DoctorCheck("network", .fail, "no network: searching\(signal)", fix: "catchline status")
        case .denied:
            return DoctorCheck(
                "network", .fail, "the network refuses this SIM: ask its operator", fix: "catchline status")
        case .none:
            return DoctorCheck("network", .fail, "no network\(signal)", fix: "catchline status")
        }
    }

    private var clock: DoctorCheck { DoctorCheck(clockTrust: clockTrust) }
}

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
}
