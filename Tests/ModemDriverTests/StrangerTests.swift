import Foundation
import ModemDialogue
import Telephony
import Testing

@testable import ModemDriver

@Suite struct StrangerTests {
    private func stranger() -> Stranger {
        Stranger(
            name: "/dev/ttyUSB0", id: USBID(0x0403, 0x6001), socket: "1-4", ports: [.path("/dev/ttyUSB0")],
            session: 1)
    }

    @Test func `A device that answers waits for a yes, with who it says it is and what to type`() {
        var stranger = stranger()
        stranger.learnt(.given(manufacturer: "Acme", imei: "490154203237518"))

        #expect(stranger.status.state == .needsYes)
        #expect(stranger.status.stranger?.rawValue == "0403:6001/490154203237518")
        #expect(
            stranger.status.detail
                == "0403:6001 in USB socket 1-4 is in no table of modems. It says that it is Acme, IMEI 490154203237518"
        )
        #expect(stranger.status.fix == "catchline modem allow --modem 490154203237518")
    }

    @Test func `One that tells no IMEI is known by its socket`() {
        var stranger = stranger()
        stranger.learnt(.given(manufacturer: nil, imei: nil))

        #expect(stranger.status.stranger?.rawValue == "0403:6001@1-4")
        #expect(stranger.status.detail?.hasSuffix("It answers AT and does not say who it is") == true)
        #expect(stranger.status.fix == "catchline modem allow --modem /dev/ttyUSB0")
    }

    @Test func `There is nothing to say yes to where nothing answers`() {
        var stranger = stranger()
        stranger.learnt(.none)

        #expect(stranger.status.state == .failed)
        #expect(stranger.status.stranger == nil)
    }

    /// Of a tree with one tty, of a device with these ids.
    @Test(arguments: [("2c7c:0125", nil), ("0403:6001", "1-4"), ("", nil)])
    func `Without udev a device is known by what the kernel tells of its tty`(
        id: String, socket: String?
    ) throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "catchline-\(UUID().uuidString)")
            .path
        defer { try? FileManager.default.removeItem(atPath: root) }
        let place = "\(root)/sys/devices/usb1/1-4"
        try FileManager.default.createDirectory(
            atPath: "\(place)/1-4:1.0/tty/ttyUSB0", withIntermediateDirectories: true)
        try FileManager.default.createDirectory(
            atPath: "\(root)/sys/class/tty", withIntermediateDirectories: true)
        if !id.isEmpty {
            try FileManager.default.createSymbolicLink(
                atPath: "\(root)/sys/class/tty/ttyUSB0", withDestinationPath: "\(place)/1-4:1.0/tty/ttyUSB0")
        }
        try "\(id.prefix(4))\n".write(toFile: "\(place)/idVendor", atomically: false, encoding: .utf8)
        try "\(id.suffix(4))\n".write(toFile: "\(place)/idProduct", atomically: false, encoding: .utf8)

        let discovery = TargetDiscovery(tree: SystemTree(root: root))
        let device = TargetDiscovery.Device(name: "/dev/ttyUSB0", paths: ["/dev/ttyUSB0"])
        #expect(discovery.stranger(device)?.socket == socket)
    }
}
