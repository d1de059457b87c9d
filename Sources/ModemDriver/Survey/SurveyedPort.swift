package import Telephony

/// A serial port of a USB device, as `/sys` and udev's records tell of it. Nothing is opened.
package struct SurveyedPort: Hashable, Sendable {
    /// `/dev/ttyUSB2`
    package var node: String
    package var id: USBID
    package var interface: USBInterface
    /// udev's marks, ID_MM_DEVICE_IGNORE on the device or the port, or ID_MM_PORT_IGNORE on the port.
    package var isLeftToUs: Bool

    /// Whether the device is one of those that Catchline knows.
    package var isOfKnownModem: Bool { KnownModems.isKnown(id) || purposeIsTold }

    /// What the port is for, where that is known and is not AT commands.
    package var otherUse: String? {
        switch purpose {
        case .commands, .unknown: nil
        case .positioning: "it tells positions (NMEA)"
        case .diagnostics: "it is for the maker's diagnostics"
        case .audio: "it carries the sound of calls"
        case .other: "it takes no AT commands"
        }
    }

    private var purpose: PortPurpose {
        KnownModems.purpose(
            of: USBPort(directory: "", node: node, interface: interface),
            on: USBDevice(directory: "", socket: "", id: id))
    }

    private var purposeIsTold: Bool { purpose != .unknown }

    /// The rank among the ports of its device that take commands, 0 the best; nil for any other.
    fileprivate var rank: Int? {
        if case .commands(let rank) = purpose { rank } else { nil }
    }
}

/// What USB shows at this moment.
package struct USBSurvey: Sendable {
    package private(set) var ports: [SurveyedPort] = []
    /// Devices that would be modems in another mode: where each is, what is the matter, and the next step.
    package private(set) var portless: [(socket: String, words: String, fix: String?)] = []
    /// The directory of the device that a port belongs to.
    private var devices: [String: String] = [:]

    package init(of tree: SystemTree = .system) {
        let ttys = "/sys/class/tty"
        for name in tree.names(in: ttys) where name.hasPrefix("ttyUSB") || name.hasPrefix("ttyACM") {
            guard let directory = tree.realPath(of: "\(ttys)/\(name)") else { continue }
            add(name, at: directory, in: tree)
        }
        let bus = "/sys/bus/usb/devices"
        for socket in tree.names(in: bus) where !socket.contains(":") {
            guard let id = USBID(of: "\(bus)/\(socket)", in: tree), let known = KnownModems.portless(id)
            else {
                continue
            }
            portless.append((socket, known.words, known.fix))
        }
    }

    /// Where the device of a port is plugged in: `1-1.4`.
    func socket(of port: SurveyedPort) -> String {
        devices[port.node]?.split(separator: "/").last.map(String.init) ?? ""
    }

    /// The port of the same device that does best.
    package func betterPort(than port: SurveyedPort) -> SurveyedPort? {
        ports.filter { $0.rank != nil && devices[$0.node] == devices[port.node] }
            .min { ($0.rank ?? .max) < ($1.rank ?? .max) }
    }

    private mutating func add(_ name: String, at directory: String, in tree: SystemTree) {
        let parents = Self.parents(of: directory)
        guard let device = parents.first(where: { tree.exists("\($0)/idVendor") }),
            let id = USBID(of: device, in: tree)
        else { return }
        let interface = parents.first { tree.exists("\($0)/bInterfaceNumber") }
        let records = [directory, device].map { Self.udevRecord(of: $0, in: tree) }
        let isIgnored =
            records.contains { $0.contains("E:ID_MM_DEVICE_IGNORE=1") }
            || records[0].contains("E:ID_MM_PORT_IGNORE=1")
        let node = "/dev/\(name)"
        devices[node] = device
        ports.append(
            SurveyedPort(
                node: node, id: id, interface: USBInterface(of: interface, in: tree), isLeftToUs: isIgnored))
    }

    private static func parents(of directory: String) -> [String] {
        var pieces = directory.split(separator: "/")
        var parents: [String] = []
        while pieces.popLast() != nil, !pieces.isEmpty {
            parents.append("/" + pieces.joined(separator: "/"))
        }
        return parents
    }

    /// What udev keeps of a device, by its device number: `E:NAME=VALUE` in each line.
    private static func udevRecord(of directory: String, in tree: SystemTree) -> Set<Substring> {
        guard let number = tree.text(of: "\(directory)/dev"),
            let text = tree.text(of: "/run/udev/data/c\(number)")
        else { return [] }
        return Set(text.split(separator: "\n"))
    }
}

extension USBID {
    /// - Parameter directory: of a USB device.
    fileprivate init?(of directory: String, in tree: SystemTree) {
        guard let vendor = tree.text(of: "\(directory)/idVendor").flatMap({ UInt16($0, radix: 16) }),
            let product = tree.text(of: "\(directory)/idProduct").flatMap({ UInt16($0, radix: 16) })
        else { return nil }
        self.init(vendor, product)
    }
}

extension USBInterface {
    fileprivate init(of directory: String?, in tree: SystemTree) {
        func number(_ name: String) -> UInt8? {
            directory.flatMap { tree.text(of: "\($0)/\(name)") }.flatMap { UInt8($0, radix: 16) }
        }
        self.init(
            number: Int(number("bInterfaceNumber") ?? 0), deviceClass: number("bInterfaceClass"),
            subclass: number("bInterfaceSubClass"), protocolCode: number("bInterfaceProtocol"))
    }
}
