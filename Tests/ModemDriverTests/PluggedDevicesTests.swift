import Telephony
import Testing

@testable import ModemDriver

struct PluggedDevicesTests {
    private static let stick = USBDevice(directory: "/sys/1-1", socket: "1-1", id: USBID(0x2C7C, 0x0125))
    private static let other = USBDevice(directory: "/sys/1-2", socket: "1-2", id: USBID(0x2C7C, 0x0125))
    private var plugged = PluggedDevices()

    private static func port(_ number: Int, of device: USBDevice = stick, node: String? = nil) -> USBPort {
        USBPort(
            directory: "\(device.directory)/1:1.\(number)/tty", node: node ?? "/dev/ttyUSB\(number)",
            interface: USBInterface(number: number))
    }

    @Test mutating func `Several ttys of one device are one device, in the order of its interfaces`() {
        #expect(
            plugged.apply(.portAppeared(Self.port(2, node: "/dev/ttyUSB0"), of: Self.stick)) == [
                .deviceAppeared(Self.stick), .portsAppeared(Self.stick),
            ])
        #expect(
            plugged.apply(.portAppeared(Self.port(0, node: "/dev/ttyUSB5"), of: Self.stick)) == [
                .portsChanged(Self.stick)
            ])
        #expect(plugged[Self.stick]?.ports.map(\.node) == ["/dev/ttyUSB5", "/dev/ttyUSB0"])
    }

    @Test mutating func `What is told twice changes nothing`() {
        _ = plugged.apply(.portAppeared(Self.port(2), of: Self.stick))

        #expect(plugged.apply(.portAppeared(Self.port(2), of: Self.stick)) == [])
        #expect(plugged.apply(.deviceAppeared(Self.stick)) == [])
    }

    @Test mutating func `RULE 73: of a device that loses one tty the others stay, under names that stay`()
        throws
    {
        func port(_ number: Int) -> USBPort {
            var port = Self.port(number)
            port.links = ["/dev/serial/by-path/pci-0000:00:14.0-usb-0:1:1.\(number)-port0"]
            return port
        }
        for number in [2, 3] { _ = plugged.apply(.portAppeared(port(number), of: Self.stick)) }
        let session = plugged[Self.stick]?.session

        #expect(plugged.apply(.vanished(directory: port(2).directory)) == [.portsChanged(Self.stick)])
        #expect(plugged[Self.stick]?.addresses == [.path("/dev/ttyUSB3")])
        // Back under another number of the kernel's.
        var again = port(2)
        again.node = "/dev/ttyUSB7"
        #expect(plugged.apply(.portAppeared(again, of: Self.stick)) == [.portsChanged(Self.stick)])
        let device = try #require(plugged[Self.stick])
        #expect(device.session == session)
        #expect(device.name == "/dev/serial/by-path/pci-0000:00:14.0-usb-0:1:1.2-port0")
        #expect(device.addresses == [.path("/dev/ttyUSB7"), .path("/dev/ttyUSB3")])
    }

    @Test mutating func `A device goes with its last tty, whichever is told first`() {
        for number in [2, 3] { _ = plugged.apply(.portAppeared(Self.port(number), of: Self.stick)) }

        #expect(
            plugged.apply(.vanished(directory: Self.port(2).directory)) == [.portsChanged(Self.stick)])
        #expect(
            plugged.apply(.vanished(directory: Self.port(3).directory)) == [.portsVanished(Self.stick)])
        #expect(plugged.apply(.vanished(directory: Self.stick.directory)) == [.deviceVanished(Self.stick)])

        _ = plugged.apply(.portAppeared(Self.port(2), of: Self.stick))
        #expect(
            plugged.apply(.vanished(directory: Self.stick.directory)) == [
                .portsVanished(Self.stick), .deviceVanished(Self.stick),
            ])
        #expect(plugged.apply(.vanished(directory: Self.port(2).directory)) == [])
    }

    @Test
    mutating func
        `Another stick in the same socket is another device, though the end of the first was missed`()
    {
        var next = Self.stick
        next.id = USBID(0x12D1, 0x1506)
        _ = plugged.apply(.portAppeared(Self.port(2), of: Self.stick))
        let before = plugged[Self.stick]?.session

        #expect(
            plugged.apply(.portAppeared(Self.port(0), of: next)) == [
                .portsVanished(Self.stick), .deviceVanished(Self.stick), .deviceAppeared(next),
                .portsAppeared(next),
            ])
        #expect(plugged[next]?.session != before)
        #expect(plugged[next]?.ports == [Self.port(0)])
    }

    @Test mutating func `After news was lost, what is not listed any more is gone`() {
        _ = plugged.apply(.portAppeared(Self.port(2), of: Self.stick))
        _ = plugged.apply(.portAppeared(Self.port(2, of: Self.other), of: Self.other))

        #expect(
            plugged.apply(.listed(directories: [Self.stick.directory, Self.port(2).directory])) == [
                .portsVanished(Self.other), .deviceVanished(Self.other),
            ])
    }
}
