import Foundation

/// A machine's `/sys`, `/proc`, `/dev` and `/run` in a directory of its own, gone with the test.
final class MachineFiles: Sendable {
    let root: String

    init() throws {
        root = NSTemporaryDirectory() + "catchline-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: root)
    }

    func write(_ text: String, to path: String) throws {
        let place = root + path
        try FileManager.default.createDirectory(
            atPath: (place as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try text.write(toFile: place, atomically: false, encoding: .utf8)
    }

    /// A link within the tree.
    func link(_ path: String, to destination: String) throws {
        let place = root + path
        try FileManager.default.createDirectory(
            atPath: (place as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: place, withDestinationPath: root + destination)
    }

    // MARK: USB

    private static func device(_ socket: String) -> String {
        "/sys/devices/pci0000:00/0000:00:14.0/usb1/\(socket)"
    }

    /// - Parameter marks: what udev has written down of it: `E:ID_MM_DEVICE_IGNORE=1`.
    func plug(_ id: String, into socket: String, marks: String = "") throws {
        let (device, ids) = (Self.device(socket), id.split(separator: ":"))
        try write("\(ids[0])\n", to: "\(device)/idVendor")
        try write("\(ids[1])\n", to: "\(device)/idProduct")
        try write("189:7\n", to: "\(device)/dev")
        try write("S:bus\n\(marks)\n", to: "/run/udev/data/c189:7")
        try link("/sys/bus/usb/devices/\(socket)", to: device)
    }

    func show(_ name: String, interface: Int, of socket: String, minor: Int, marks: String = "") throws {
        let place = "\(Self.device(socket))/\(socket):1.\(interface)"
        try write("0\(interface)\n", to: "\(place)/bInterfaceNumber")
        try write("ff\n", to: "\(place)/bInterfaceClass")
        try write("188:\(minor)\n", to: "\(place)/\(name)/tty/\(name)/dev")
        try link("/sys/class/tty/\(name)", to: "\(place)/\(name)/tty/\(name)")
        try write("I:1\nE:ID_BUS=usb\n\(marks)\n", to: "/run/udev/data/c188:\(minor)")
        try write("", to: "/dev/\(name)")
    }

    /// A Quectel stick with its four ttys: diagnostics, positions, and two that take commands.
    func plugQuectel(marks: String = "", portMarks: String = "") throws {
        try plug("2c7c:0125", into: "1-1", marks: marks)
        for number in 0..<4 {
            try show("ttyUSB\(number)", interface: number, of: "1-1", minor: number, marks: portMarks)
        }
    }

    func run(_ name: String, pid: Int, holding path: String? = nil) throws {
        try write("\(name)\n", to: "/proc/\(pid)/comm")
        if let path { try link("/proc/\(pid)/fd/5", to: path) }
    }
}
