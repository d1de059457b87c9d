/// Finds the serial ports that may be modems by looking into `/dev`.
///
/// udev's links in `serial/by-id` name the device and the interface, and stay the same over a replug. A
/// machine without udev has only the kernel's names, which do not tell what belongs together.
package struct TargetDiscovery: Sendable {
    /// One USB device, with the ttys that it shows in the order of their interface numbers.
    package struct Device: Hashable, Sendable {
        package var name: String
        package var paths: [String]

        package init(name: String, paths: [String]) {
            self.name = name
            self.paths = paths
        }

        /// A name does not tell what a port is for.
        var ports: [ModemPort] { paths.map { ModemPort(address: .path($0)) } }
    }

    /// How often to look.
    static let interval: Duration = .seconds(5)

    private let directory: String
    private let tree: SystemTree

    package init(directory: String = "/dev", tree: SystemTree = .system) {
        self.directory = directory
        self.tree = tree
    }

    package func devices() -> [Device] {
        let links = "\(directory)/serial/by-id"
        let names = DirectoryListing.names(in: links)
        guard names.isEmpty else { return TargetDiscovery.grouping(names, in: links) }
        return DirectoryListing.names(in: directory)
            .filter { $0.hasPrefix("ttyUSB") || $0.hasPrefix("ttyACM") }
            .map { Device(name: "\(directory)/\($0)", paths: ["\(directory)/\($0)"]) }
    }

    /// The device, if it stands in no table of modems; nil also for what is not on USB at all.
    func stranger(_ device: Device) -> Stranger? {
        let survey = USBSurvey(of: tree)
        let names = device.paths.map { path in
            "/dev/" + ((DirectoryListing.realPath(of: path) ?? path).split(separator: "/").last ?? "")
        }
        guard let port = survey.ports.first(where: { names.contains($0.node) }), !port.isOfKnownModem else {
            return nil
        }
        return Stranger(
            name: device.name, id: port.id, socket: survey.socket(of: port),
            ports: device.paths.map(SerialPort.Address.path), session: 0)
    }

    private static func grouping(_ names: [String], in links: String) -> [Device] {
        let interfaces = names.map { (name: $0, interface: Interface($0)) }
        let groups = Dictionary(grouping: interfaces) { $0.interface.device }
        return groups.sorted { $0.key < $1.key }.map { _, members in
            let paths = members.sorted { ($0.interface.number, $0.name) < ($1.interface.number, $1.name) }
                .map { "\(links)/\($0.name)" }
            return Device(name: paths.first ?? links, paths: paths)
        }
    }

    /// What a link's name says: `usb-HUAWEI_Mobile-if02-port0` is interface 2 of `usb-HUAWEI_Mobile`.
    private struct Interface {
        var device: String
        var number: Int

        init(_ name: String) {
            let pieces = name.split(separator: "-")
            guard let index = pieces.lastIndex(where: { $0.hasPrefix("if") }), index > 0,
                let number = Int(pieces[index].dropFirst(2), radix: 16)
            else {
                (device, self.number) = (name, 0)
                return
            }
            device = pieces[..<index].joined(separator: "-")
            self.number = number
        }
    }
}
