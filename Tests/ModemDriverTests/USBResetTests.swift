import Foundation
import Glibc
import Testing

@testable import ModemDriver

/// A USB device in a kernel's tree made of files, and the helper that the Debian package brings.
@Suite struct USBResetTests {
    @Test func `The device behind a tty is found, in whichever socket`() throws {
        let tree = try SystemTree()
        defer { tree.remove() }

        let device = try #require(tree.device)
        #expect(device.socket == "1-1.4")
        #expect(device.node(in: "/dev") == "/dev/bus/usb/001/007")
        #expect(ResettableDevice(tty: "/dev/null", in: tree.sys) == nil)
    }

    @Test func `RULE 73: a device is off the bus for three seconds before it is put back`() {
        #expect(USBReset().pause == .seconds(3))
    }

    @Test(arguments: ["1-1", "1-1.4", "2-1.4.3.2", "12-10"])
    func `A place on the bus is its numbers`(_ text: String) {
        #expect(ResettableDevice.isSocket(text))
    }

    static let strange = [
        "", "-", "1", "usb1", "1-", "-1", "1-1-1", "1-.1", "1-1.", "1-1..2", "1.2-3", "../1-1", "1-1/..",
        "1-1;id",
        "1-1 2", "$(id)", "1-1\t", "1-\u{661}", "1-" + String(repeating: "1", count: 40),
    ]

    @Test(arguments: strange)
    func `Whatever else is asked for is refused, here and by the helper`(_ text: String) throws {
        let tree = try SystemTree()
        defer { tree.remove() }

        #expect(!ResettableDevice.isSocket(text))
        let answer = try tree.askHelper(text)
        #expect(answer.hasPrefix("that is no USB socket."), "\(answer)")
        #expect(try tree.authorized == "1\n")
    }

    @Test func `Where it is permitted the device is switched off and on`() throws {
        let tree = try SystemTree()
        defer { tree.remove() }
        let device = try #require(tree.device)
        // What is written to a pipe stays to be read, one after the other.
        let path = device.directory + "/authorized"
        try FileManager.default.removeItem(atPath: path)
        try #require(mkfifo(path, 0o600) == 0)
        let pipe = open(path, O_RDWR | O_NONBLOCK)
        defer { close(pipe) }

        #expect(tree.reset().reset(device) == nil)
        var octets = [UInt8](repeating: 0, count: 8)
        let count = read(pipe, &octets, octets.count)
        #expect(octets.prefix(max(0, count)) == Array("01".utf8)[...])
    }

    @Test func `Another device in the same socket is left alone`() throws {
        let tree = try SystemTree()
        defer { tree.remove() }
        let device = try #require(tree.device)
        try tree.write("046d\n", to: device.directory + "/idVendor")

        #expect(tree.reset().reset(device) == "it is not on the bus any more.")
        #expect(try tree.authorized == "1\n")
    }

    @Test func `Where nothing is permitted and no helper is there it says so, with the next step`() throws {
        let tree = try SystemTree()
        defer { tree.remove() }
        let device = try #require(tree.device)
        try FileManager.default.removeItem(atPath: device.directory + "/authorized")

        let obstacle = try #require(tree.reset().reset(device))
        #expect(obstacle.contains("sudo systemctl start catchline-usb-reset.socket"))
    }

    @Test func `The helper is asked for the socket, and switches the modem off and on`() throws {
        let asking = try SystemTree()
        let helping = try SystemTree()
        defer {
            asking.remove()
            helping.remove()
        }
        let device = try #require(asking.device)
        try FileManager.default.removeItem(atPath: device.directory + "/authorized")
        let helper = try HelperSocket(in: helping)
        defer { helper.close() }

        #expect(asking.reset(helper: helper.path).reset(device) == nil)
        #expect(try helping.seenWhileOff == "0\n")
        #expect(try helping.authorized == "1\n")
    }

    @Test func `The helper resets nothing but modems`() throws {
        let tree = try SystemTree(properties: "ID_MODEL=Keyboard\nCATCHLINE_MODEM=10")
        defer { tree.remove() }

        #expect(try tree.askHelper("1-1.4").contains("is no modem that 60-catchline.rules knows."))
        #expect(try tree.askHelper("1-9").hasPrefix("nothing is plugged in"))
        #expect(try tree.authorized == "1\n")
    }

    @Test func `The helper resets a stick whose ports alone are marked, and not its hub`() throws {
        let tree = try SystemTree(markedPlaces: "*/tty/*")
        defer { tree.remove() }
        let hub = tree.sys + "/devices/pci0000:00/usb1/1-1"
        try tree.write("1\n", to: hub + "/authorized")
        try FileManager.default.createSymbolicLink(
            atPath: tree.sys + "/bus/usb/devices/1-1", withDestinationPath: hub)

        #expect(try tree.askHelper("1-1").contains("is no modem that 60-catchline.rules knows."))
        #expect(try tree.askHelper("1-1.4") == "done\n")
        #expect(try tree.seenWhileOff == "0\n")
    }
}

/// Files in the place of `/sys` and `/dev`, and of the programs that the helper calls.
private struct SystemTree {
    let root: String
    var sys: String { root + "/sys" }
    private static let place = "/devices/pci0000:00/usb1/1-1/1-1.4"

    /// `markedPlaces`: a pattern of the shell for the paths of devices that have the properties.
    init(properties: String = "CATCHLINE_MODEM=1", markedPlaces: String = "*") throws {
        root = NSTemporaryDirectory() + "catchline-usb-\(UUID().uuidString.prefix(8))"
        let device = root + "/sys" + Self.place
        let tty = device + "/1-1.4:1.2/ttyUSB2/tty/ttyUSB2"
        let files = FileManager.default
        for path in [
            tty, root + "/sys/class/tty", root + "/sys/bus/usb/devices", root + "/dev", root + "/bin",
        ] {
            try files.createDirectory(atPath: path, withIntermediateDirectories: true)
        }
        try files.createSymbolicLink(
            atPath: root + "/sys/class/tty/ttyUSB2", withDestinationPath: tty)
        try files.createSymbolicLink(
            atPath: root + "/sys/bus/usb/devices/1-1.4", withDestinationPath: device)
        let attributes = [
            "idVendor": "12d1", "idProduct": "1001", "serial": "0123", "busnum": "1", "devnum": "7",
            "authorized": "1",
        ]
        for (name, value) in attributes { try write(value + "\n", to: device + "/" + name) }
        try write("", to: root + "/dev/ttyUSB2")
        try program("udevadm", "case $3 in \(markedPlaces)) cat ;; esac <<'TEXT'\n\(properties)\nTEXT")
        try program("sleep", "cat '\(device)/authorized' >'\(root)/seen'")
    }

    var device: ResettableDevice? { ResettableDevice(tty: root + "/dev/ttyUSB2", in: sys) }
    var authorized: String { get throws { try contents(sys + Self.place + "/authorized") } }
    var seenWhileOff: String { get throws { try contents(root + "/seen") } }

    func reset(helper: String? = nil) -> USBReset {
        USBReset(sys: sys, dev: root + "/dev", helper: helper ?? root + "/none", pause: .zero)
    }

    func write(_ text: String, to path: String) throws {
        try text.write(toFile: path, atomically: false, encoding: .utf8)
    }

    private func contents(_ path: String) throws -> String {
        try String(contentsOfFile: path, encoding: .utf8)
    }

    private func program(_ name: String, _ body: String) throws {
        try write("#!/bin/sh\n" + body + "\n", to: root + "/bin/" + name)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: root + "/bin/" + name)
    }

    /// The helper itself, as systemd starts it.
    var helper: Process {
        let process = Process()
        process.executableURL =
            URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../deploy/catchline-usb-reset").standardized
        process.environment = ["PATH": root + "/bin:/usr/bin:/bin", "CATCHLINE_SYS": sys]
        process.standardError = FileHandle.nullDevice
        return process
    }

    func askHelper(_ socket: String) throws -> String {
        let process = helper
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data((socket + "\n").utf8))
        try input.fileHandleForWriting.close()
        let answer = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: answer, as: UTF8.self)
    }

    func remove() {
        try? FileManager.default.removeItem(atPath: root)
    }
}

/// A socket that starts the helper for who connects, as systemd does with `Accept=yes`.
private struct HelperSocket {
    let path: String
    private let listener: Int32

    init(in tree: SystemTree) throws {
        path = tree.root + "/helper.sock"
        listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let octets = Array(path.utf8)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: octets) }
        let isBound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
        try #require(isBound && listen(listener, 1) == 0)
        let callers = listener
        Thread.detachNewThread {
            let connection = accept(callers, nil, nil)
            guard connection >= 0 else { return }
            let process = tree.helper
            process.standardInput = FileHandle(fileDescriptor: connection)
            process.standardOutput = FileHandle(fileDescriptor: connection)
            try? process.run()
            Glibc.close(connection)
            process.waitUntilExit()
        }
    }

    func close() {
        Glibc.close(listener)
    }
}
