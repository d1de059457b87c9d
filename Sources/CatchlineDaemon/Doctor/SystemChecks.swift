import ModemDriver
package import WebInbox

/// What `doctor` can see of the machine by itself, with the daemon running or stopped: the power supply, and what USB
/// and the other programs do with the modems' ports.
///
/// It looks as the user that calls it. Root sees the holders of ports too, which the service may not.
package struct SystemChecks {
    private static let rules = "60-catchline.rules"

    private let tree: SystemTree
    private let survey: USBSurvey

    /// - Parameter root: where the machine's files are; another directory for tests.
    package init(root: String = "/") {
        tree = SystemTree(root: root)
        survey = USBSurvey(of: tree)
    }

    /// - Parameters:
    ///   - targets: where the daemon looks for modems; empty if it does not run.
    ///   - troubled: those of them that do not work.
    ///   - daemonRuns: it then tells itself of devices without ports.
    package func all(targets: [String], troubled: Set<String>, daemonRuns: Bool) -> [DoctorCheck] {
        let modes = daemonRuns ? [] : survey.portless.map(mode)
        return [power].compactMap(\.self) + modes
            + targets.flatMap { port($0, isTroubled: troubled.contains($0)) }
            + modemManager(named: targets)
    }

    // MARK: Power

    private var power: DoctorCheck? {
        switch SupplyVoltage(in: tree) {
        case nil: nil
        case .good?: DoctorCheck("power", .ok, "the supply voltage is good")
        case .low?:
            DoctorCheck(
                "power", .fail, "the supply voltage is too low: \(Self.supply)", fix: "catchline doctor")
        case .wasLow?:
            DoctorCheck(
                "power", .warn, "the supply voltage was too low since the start: \(Self.supply)",
                fix: "catchline doctor")
        }
    }

    private static let supply =
        "modems fall off the bus by that. Use the power supply made for this board, or a USB hub with one of its own"

    // MARK: Ports

    private func mode(_ device: (socket: String, words: String, fix: String?)) -> DoctorCheck {
        DoctorCheck(
            "modem", .fail, "USB socket \(device.socket): \(device.words)",
            fix: device.fix ?? "catchline doctor")
    }

    /// A port that is no good as a target, and who holds one that does not work.
    private func port(_ target: String, isTroubled: Bool) -> [DoctorCheck] {
        guard target.hasPrefix("/"), isTroubled else { return [] }
        var checks: [DoctorCheck] = []
        if let port = surveyed(target), let use = port.otherUse {
            let better = survey.betterPort(than: port)?.node
            checks.append(
                DoctorCheck(
                    "port", .fail, "\(target) is the wrong port of this modem: \(use)",
                    fix: "catchline run --modem \(better ?? "auto")"))
        }
        if let holder = PortHolder.find(of: target, in: tree), holder.name != "catchline" {
            checks.append(
                DoctorCheck("port", .fail, "\(target) is held by \(holder)", fix: release(holder, target)))
        }
        return checks
    }

    private func release(_ holder: PortHolder, _ target: String) -> String {
        switch holder.name {
        case "ModemManager": return "sudo systemctl disable --now ModemManager"
        case "agetty", "login":
            let name = (tree.realPath(of: target) ?? target).split(separator: "/").last ?? ""
            return "sudo systemctl disable --now serial-getty@\(name)"
        default: return "sudo kill \(holder.processID)"
        }
    }

    private func surveyed(_ target: String) -> SurveyedPort? {
        let node = tree.realPath(of: target) ?? target
        return survey.ports.first { $0.node == node }
    }

    // MARK: ModemManager (RULE 72)

    private func modemManager(named targets: [String]) -> [DoctorCheck] {
        guard let manager = PortHolder.running("ModemManager", in: tree) else { return [] }
        let named = Set(targets.compactMap { surveyed($0)?.node })
        let ours = survey.ports.filter { $0.isOfKnownModem || named.contains($0.node) }
        guard !ours.isEmpty else { return [] }
        let exposed = ours.filter { !$0.isLeftToUs }
        guard let first = exposed.first else {
            return [DoctorCheck("others", .ok, "ModemManager runs, and is told to leave the modem alone")]
        }
        let ports = exposed.map(\.node).joined(separator: ", ")
        return [
            DoctorCheck(
                "others", .warn,
                "ModemManager runs (pid \(manager.processID)) and is not told to leave \(ports) alone: "
                    + "it takes answers away. Then pull the modem out and plug it in again",
                fix: mark(first))
        ]
    }

    /// What gives the port the mark that ModemManager heeds.
    private func mark(_ port: SurveyedPort) -> String {
        let reload = "sudo udevadm control --reload && sudo udevadm trigger"
        guard port.isOfKnownModem else {
            let (vendor, product) = ("\(port.id)".prefix(4), "\(port.id)".suffix(4))
            let rule =
                #"SUBSYSTEM=="tty", ATTRS{idVendor}=="\#(vendor)", ATTRS{idProduct}=="\#(product)", "#
                + #"ENV{ID_MM_PORT_IGNORE}="1""#
            return "echo '\(rule)' | sudo tee -a /etc/udev/rules.d/61-catchline-local.rules && \(reload)"
        }
        let directories = ["/etc", "/usr/lib", "/lib"].map { "\($0)/udev/rules.d/\(Self.rules)" }
        return directories.contains(where: tree.exists)
            ? reload : "sudo install -m 644 udev-rules/\(Self.rules) /etc/udev/rules.d/ && \(reload)"
    }
}
