import Telephony

/// What a port of a modem is for.
enum PortPurpose: Hashable, Sendable {
    /// Speaks AT; the lower the rank, the better it does. The best carries the unsolicited result codes.
    case commands(rank: Int)
    /// Nothing is known: it is tried.
    case unknown
    /// Positions, as NMEA sentences.
    case positioning
    /// A maker's diagnostics: octets that no AT command should be mixed with.
    case diagnostics
    /// The sound of a call.
    case audio
    /// Known to be of no use.
    case other

    /// Of a port that takes no commands.
    var words: String? {
        switch self {
        case .commands, .unknown: nil
        case .positioning: "positions"
        case .diagnostics: "diagnostics"
        case .audio: "the sound of calls"
        case .other: "something else"
        }
    }
}

/// Which interfaces of a USB device are which ports.
struct PortLayout: Sendable {
    var ids: [USBID]
    var models: String
    private var purposes: [Int: PortPurpose]

    /// - Parameter commands: the best port first.
    init(
        _ vendor: UInt16, _ products: [UInt16], _ models: String, commands: [Int], diagnostics: [Int] = [],
        positioning: [Int] = [], audio: [Int] = [], other: [Int] = []
    ) {
        ids = products.map { USBID(vendor, $0) }
        self.models = models
        purposes = [:]
        for (rank, number) in commands.enumerated() { purposes[number] = .commands(rank: rank) }
        for number in diagnostics { purposes[number] = .diagnostics }
        for number in positioning { purposes[number] = .positioning }
        for number in audio { purposes[number] = .audio }
        for number in other { purposes[number] = .other }
    }

    func purpose(of number: Int) -> PortPurpose { purposes[number] ?? .unknown }
}

/// A USB device that is a modem, or would be one, and shows no serial port as it is.
struct PortlessDevice: Sendable {
    enum Reason: Hashable, Sendable {
        /// It shows itself as a drive with its own software. `switching`: the option of usb_modeswitch
        /// that ends that.
        case notSwitched(switching: String)
        /// Firmware that makes it a router behind a network card.
        case networkOnly
    }

    var id: USBID
    var models: String
    var reason: Reason

    init(_ vendor: UInt16, _ product: UInt16, _ models: String, _ reason: Reason) {
        id = USBID(vendor, product)
        self.models = models
        self.reason = reason
    }

    /// What to type, where that helps.
    var fix: String? {
        switch reason {
        case .notSwitched(let switching):
            "sudo usb_modeswitch -v \(id.vendorDigits) -p \(id.productDigits) \(switching)"
        case .networkOnly: nil
        }
    }

    /// What is the matter, and the next step.
    var words: String {
        switch reason {
        case .notSwitched(let switching):
            "\(models) (\(id)) shows itself as a CD-ROM drive and not yet as a modem: "
                + "sudo apt install usb-modeswitch, then pull it out and plug it in again; "
                + "or sudo usb_modeswitch -v \(id.vendorDigits) -p \(id.productDigits) \(switching)"
        case .networkOnly:
            "\(models) (\(id)) works as a network card (HiLink): it has no serial port and tells of no "
                + "calls; it needs its maker's modem (\"stick\") firmware, or another stick takes its place"
        }
    }
}

/// What is known of modems by their USB ids.
enum KnownModems {
    static func purpose(of port: USBPort, on device: USBDevice) -> PortPurpose {
        if device.id.vendor == huawei, let purpose = huaweiPurpose(of: port.interface) { return purpose }
        return layouts[device.id]?.purpose(of: port.interface.number) ?? .unknown
    }

    /// RULE 69: Huawei's firmware names the port that carries the unsolicited lines. Elsewhere the best port does so as
    /// a rule, which is no promise.
    static func tellsEverything(_ port: USBPort, on device: USBDevice) -> Bool {
        device.id.vendor == huawei && huaweiPurpose(of: port.interface) == .commands(rank: 0)
    }

    static func models(_ id: USBID) -> String { layouts[id]?.models ?? "a modem" }

    static func isKnown(_ id: USBID) -> Bool { layouts[id] != nil }

    /// A device that has ttys and is no modem: nothing is written to it.
    static func isNoModem(_ id: USBID) -> Bool { strangers.contains(id) }

    static func portless(_ id: USBID) -> PortlessDevice? { portlessDevices[id] }

    private static let layouts = Dictionary(
        layoutTable.flatMap { layout in layout.ids.map { ($0, layout) } },
        uniquingKeysWith: { first, _ in first })
    private static let portlessDevices = Dictionary(
        portlessTable.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })

    private static let huawei: UInt16 = 0x12D1

    /// Huawei's firmware says of each interface what it is, whatever its number. Old firmware says 255 of
    /// all.
    private static func huaweiPurpose(of interface: USBInterface) -> PortPurpose? {
        guard interface.deviceClass == 0xFF, interface.subclass == 1 || interface.subclass == 2 else {
            return nil
        }
        return switch interface.protocolCode {
        case 0x02, 0x32: .commands(rank: 0)
        case 0x01, 0x31: .commands(rank: 1)
        case 0x03, 0x33: .diagnostics
        case 0x05, 0x14: .positioning
        default: .unknown
        }
    }
}

extension USBID {
    fileprivate var vendorDigits: Substring { description.prefix(4) }
    fileprivate var productDigits: Substring { description.suffix(4) }
}
