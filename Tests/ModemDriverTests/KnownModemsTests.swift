import Telephony
import Testing

@testable import ModemDriver

struct KnownModemsTests {
    private func device(_ id: USBID, _ interfaces: [USBInterface]) -> PluggedDevice {
        let device = USBDevice(directory: "/sys/1-1", socket: "1-1", id: id)
        var plugged = PluggedDevice(device: device, session: 1)
        // The kernel's numbers go their own way.
        for (count, interface) in interfaces.enumerated() {
            let node = "/dev/ttyUSB\(interfaces.count - count)"
            plugged.insert(USBPort(directory: "/sys/1-1/\(count)", node: node, interface: interface))
        }
        return plugged
    }

    private func device(_ id: USBID, interfaces: [Int]) -> PluggedDevice {
        device(id, interfaces.map { USBInterface(number: $0) })
    }

    @Test(arguments: [
        (USBID(0x2C7C, 0x0125), [0, 1, 2, 3], [2, 3]), (USBID(0x1E0E, 0x9001), [0, 1, 2, 3, 4], [2, 3]),
        (USBID(0x1E0E, 0x9011), [2, 4, 5, 6], [4, 5, 6]), (USBID(0x12D1, 0x1001), [0, 1, 2], [2, 0]),
        (USBID(0x19D2, 0x0031), [0, 1, 2, 3], [3, 1, 0, 2]),
        (USBID(0x1546, 0x1102), [0, 2, 4, 6, 8], [0, 2, 4]),
        (USBID(0x1BBB, 0x0000), [0, 1, 2, 3], [3, 0, 1, 2]), (USBID(0x1199, 0x9071), [0, 2, 3], [3]),
    ])
    func
        `RULE 70: ports are chosen by vid:pid and interface number, none that is for something else`(
            id: USBID, interfaces: [Int], tried: [Int]
        )
    {
        #expect(device(id, interfaces: interfaces).portsInTurn.map(\.interface.number) == tried)
    }

    @Test func `RULE 70: Huawei's interfaces say themselves what they are, whatever the table has`() {
        let interfaces = [(0, 0x01), (1, 0x03), (2, 0x14), (3, 0x16), (4, 0x02)].map {
            USBInterface(number: $0, deviceClass: 0xFF, subclass: 1, protocolCode: $1)
        }
        let stick = device(USBID(0x12D1, 0x1506), interfaces)

        #expect(stick.portsInTurn.map(\.interface.number) == [4, 0, 3])
    }

    @Test func `RULE 69: which ports may be written to while they are listened to, and which need no others`()
    {
        let quectel = device(USBID(0x2C7C, 0x0125), interfaces: [0, 1, 2, 3, 4]).modemPorts
        #expect(quectel.map(\.takesCommands) == [true, true, false])
        #expect(quectel.map(\.tellsEverything) == [false, false, false])

        let huawei = device(
            USBID(0x12D1, 0x1506),
            [1, 2].map {
                USBInterface(number: $0, deviceClass: 0xFF, subclass: 1, protocolCode: UInt8($0))
            }
        ).modemPorts
        #expect(huawei.map(\.tellsEverything) == [true, false])

        let unknown = device(USBID(0x1234, 0x5678), interfaces: [0, 2]).modemPorts
        #expect(unknown.map(\.takesCommands) == [false, false])
    }

    @Test func `A device that nobody knows is tried port by port`() {
        #expect(
            device(USBID(0x1234, 0x5678), interfaces: [4, 0, 2]).portsInTurn.map(\.interface.number) == [
                0, 2, 4,
            ])
    }

    @Test func `Nothing is written to a positioning receiver`() {
        #expect(device(USBID(0x1546, 0x01A7), interfaces: [0]).portsInTurn == [])
    }

    @Test func `A modem whose best port is there need not wait for the others`() {
        #expect(device(USBID(0x2C7C, 0x0125), interfaces: [0, 2]).hasBestPort)
        #expect(!device(USBID(0x2C7C, 0x0125), interfaces: [0, 3]).hasBestPort)
        #expect(!device(USBID(0x1234, 0x5678), interfaces: [0, 2]).hasBestPort)
    }

    @Test func `RULE 71: a stick that is still a drive is told apart, with the way to switch it`() throws {
        let words = try #require(KnownModems.portless(USBID(0x12D1, 0x1446))).words

        #expect(words.contains("a Huawei stick (12d1:1446) shows itself as a CD-ROM drive"))
        #expect(words.contains("sudo apt install usb-modeswitch"))
        #expect(words.contains("sudo usb_modeswitch -v 12d1 -p 1446 -J"))
    }

    @Test func `RULE 49: a stick that is a network card is told apart`() throws {
        let words = try #require(KnownModems.portless(USBID(0x12D1, 0x14DC))).words

        #expect(words.contains("a Huawei E3372 (12d1:14dc) works as a network card (HiLink)"))
    }

    @Test func `A modem that shows no port for commands says so, with what to do`() throws {
        let words = try #require(device(USBID(0x1E0E, 0x9001), interfaces: [0, 1]).complaint)

        #expect(
            words.hasPrefix(
                "SIM7000, SIM7100, SIM7600 (1e0e:9001) shows no port for commands, only for diagnostics, "
                    + "positions: pull it out and plug it in again"))
        #expect(device(USBID(0x1E0E, 0x9001), interfaces: [0, 1, 2]).complaint == nil)
        #expect(device(USBID(0x1234, 0x5678), interfaces: [0]).complaint == nil)
    }

    @Test func `A positioning receiver and a device without ports are no modems that fail`() {
        #expect(device(USBID(0x1546, 0x01A7), interfaces: [0]).complaint == nil)
        #expect(device(USBID(0x1234, 0x5678), interfaces: []).complaint == nil)
    }

    @Test(arguments: [(0, "positions"), (1, "diagnostics")])
    func `RULE 70: the owner who names a port that takes no commands is told which one does`(
        place: Int, use: String
    ) {
        let stick = device(USBID(0x1E0E, 0x9001), interfaces: [1, 0, 2])

        #expect(
            stick.complaint(of: "/dev/ttyUSB\(3 - place)")
                == "/dev/ttyUSB\(3 - place) is the port of SIM7000, SIM7100, SIM7600 for \(use): "
                + "commands go to /dev/ttyUSB1, so name that one, or auto")
        #expect(stick.complaint(of: "/dev/ttyUSB1") == nil)
        #expect(stick.complaint(of: "/dev/ttyUSB9") == nil)
    }

    @Test func `No device stands in two lines, and none both has ports and has none`() {
        let ids = KnownModems.layoutTable.flatMap(\.ids) + KnownModems.portlessTable.map(\.id)

        #expect(Set(ids).count == ids.count)
        #expect(KnownModems.strangers.isDisjoint(with: ids))
    }
}
