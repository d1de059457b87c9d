import Foundation
import ModemDriver
import ModemSimulator
import Telephony
import Testing

@Suite(.timeLimit(.minutes(1)))
final class TargetDiscoveryTests {
    private let directory = FileManager.default.temporaryDirectory
        .appendingPathComponent("catchline-\(UUID().uuidString)")

    deinit {
        try? FileManager.default.removeItem(at: directory)
    }

    private func touch(_ names: String...) throws {
        for name in names {
            let file = directory.appendingPathComponent(name)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data().write(to: file)
        }
    }

    private func device(_ names: String...) -> TargetDiscovery.Device {
        let paths = names.map { directory.appendingPathComponent($0).path }
        return TargetDiscovery.Device(name: paths.first ?? "", paths: paths)
    }

    @Test func `The ttys of one USB device are one, in the order of their interfaces`() throws {
        try touch(
            "serial/by-id/usb-Quectel_EC25-if03-port0", "serial/by-id/usb-Quectel_EC25-if02-port0",
            "serial/by-id/usb-HUAWEI_Mobile-if00-port0", "ttyUSB0")

        #expect(
            TargetDiscovery(directory: directory.path).devices() == [
                device("serial/by-id/usb-HUAWEI_Mobile-if00-port0"),
                device(
                    "serial/by-id/usb-Quectel_EC25-if02-port0", "serial/by-id/usb-Quectel_EC25-if03-port0"),
            ])
    }

    @Test func `Without udev's links the kernel's names are taken, each for itself`() throws {
        try touch("ttyUSB1", "ttyACM0", "ttyS0", "tty1", "null")

        #expect(
            TargetDiscovery(directory: directory.path).devices() == [device("ttyACM0"), device("ttyUSB1")])
    }

    @Test func `A machine without serial ports has no devices`() {
        #expect(TargetDiscovery(directory: directory.path).devices() == [])
    }

    @Test func `auto takes the port of a device that speaks AT`() async throws {
        let links = directory.appendingPathComponent("serial/by-id")
        try FileManager.default.createDirectory(at: links, withIntermediateDirectories: true)
        try Data().write(to: links.appendingPathComponent("usb-Modem-if00-port0"))
        let link = links.appendingPathComponent("usb-Modem-if02-port0").path
        let simulator = try RunningSimulator(.quick(), at: .pseudoTerminal(link: link))
        defer { simulator.stop() }

        try await FleetUnderTest.run(on: [.auto], discovery: TargetDiscovery(directory: directory.path)) {
            fleet in
            try await fleet.state(.failed)
            try await fleet.state(.ready)
            #expect(await fleet.fleet.statuses().count == 1)
        }
    }
}
